"""Payment codes: published examples are read, everything damaged is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import emv_codes, vietqr
from motcua.rules.emv_codes import BadChecksum, BadField, BadStructure, BadText, CodeRefused, TooLong, join, sealed

# The last three are the examples that the scheme publishes; the first has its shape.
STATIC_ACCOUNT = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
DYNAMIC_ACCOUNT = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
)
STATIC_CARD = "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52"
DYNAMIC_CARD = (
    "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203"
)

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])


def tags(**changes):
    plain = {
        "00": "01",
        "01": "12",
        "38": {"00": "A000000727", "01": {"00": "970403", "01": "0011012345678"}, "02": "QRIBFTTA"},
        "53": "704",
        "54": "180000",
        "58": "VN",
        "62": {"08": "le phi"},
    }
    for name, value in changes.items():
        tag = name.removeprefix("t")
        if value is None:
            plain.pop(tag, None)
        else:
            plain[tag] = value
    return plain


@pytest.mark.parametrize(
    ("text", "static", "account", "service", "amount", "purpose"),
    [
        pytest.param(STATIC_ACCOUNT, True, "0011012345678", "QRIBFTTA", None, None, id="static account"),
        pytest.param(
            DYNAMIC_ACCOUNT, False, "0011012345678", "QRIBFTTA", 180000, "thanh toan don hang", id="dynamic account"
        ),
        pytest.param(STATIC_CARD, True, "9704031101234567", "QRIBFTTC", None, None, id="static card"),
        pytest.param(
            DYNAMIC_CARD, False, "9704031101234567", "QRIBFTTC", 180000, "thanh toan don hang", id="dynamic card"
        ),
    ],
)
def test_the_published_examples_are_read(text, static, account, service, amount, purpose):
    code = vietqr.read(text)
    found = (code.static, code.bin, code.account, code.service, code.amount, code.purpose)
    assert found == (static, "970403", account, service, amount, purpose)


def test_the_published_examples_are_written():
    assert vietqr.write("970403", "0011012345678") == STATIC_ACCOUNT
    assert vietqr.write("970403", "9704031101234567", "QRIBFTTC") == STATIC_CARD


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        pytest.param("", BadText, id="empty"),
        pytest.param(STATIC_ACCOUNT + "\x00", BadText, id="control character"),
        pytest.param(STATIC_ACCOUNT + "\udcff", BadText, id="not UTF-8"),
        pytest.param(STATIC_ACCOUNT[:-1] + "6", BadChecksum, id="wrong checksum"),
        pytest.param(STATIC_ACCOUNT.replace("0123456", "0123457"), BadChecksum, id="one digit of the account changed"),
        pytest.param(STATIC_ACCOUNT[:-1], BadStructure, id="cut short"),
        pytest.param(STATIC_ACCOUNT + " ", BadStructure, id="a blank at the end"),
        pytest.param(STATIC_ACCOUNT + "5802VN", BadStructure, id="more after the checksum"),
        pytest.param(STATIC_ACCOUNT[:-8], BadStructure, id="no checksum"),
        pytest.param("hello", BadStructure, id="not a code"),
        pytest.param("٠٠٠٢٠١", BadStructure, id="digits of another script"),
        pytest.param(sealed(tags(t00="02")), BadStructure, id="unknown version"),
        pytest.param(sealed({"01": "11", **tags(t01=None)}), BadStructure, id="version not first"),
        pytest.param(sealed(tags(t01="13")), BadField, id="unknown initiation"),
        pytest.param(sealed(tags(t38=None)), BadField, id="no beneficiary"),
        pytest.param(sealed(tags(t53=None)), BadField, id="no currency"),
        pytest.param(sealed(tags(t53="840")), BadField, id="dollars"),
        pytest.param(sealed(tags(t58="US")), BadField, id="another country"),
        pytest.param(sealed(tags(t58=None)), BadField, id="no country"),
        pytest.param(sealed(tags(t54="0")), BadField, id="zero đồng"),
        pytest.param(sealed(tags(t54="-5")), BadField, id="less than nothing"),
        pytest.param(sealed(tags(t54="12.5")), BadField, id="half a đồng"),
        pytest.param(sealed(tags(t54="180,000")), BadField, id="thousands mark"),
        pytest.param(sealed(tags(t54="1" * 14)), BadField, id="fourteen digits"),
        pytest.param(sealed(tags(t38={"00": "A000000728", "01": "x", "02": "y"})), BadField, id="another scheme"),
        pytest.param(sealed(tags(t38={"01": {"00": "970403", "01": "1"}})), BadField, id="no scheme"),
        pytest.param(sealed(tags(t38={"00": "A000000727", "02": "QRIBFTTA"})), BadField, id="no account template"),
        pytest.param(
            sealed(tags(t38={"00": "A000000727", "01": {"00": "970403", "01": "1"}, "02": "QRIBFTTX"})),
            BadField,
            id="unknown service",
        ),
        pytest.param(
            sealed(tags(t38={"00": "A000000727", "01": {"00": "97040", "01": "1"}, "02": "QRIBFTTA"})),
            BadField,
            id="five digits of a bank",
        ),
        pytest.param(
            sealed(tags(t38={"00": "A000000727", "01": {"00": "970403"}, "02": "QRIBFTTA"})), BadField, id="no account"
        ),
        pytest.param(sealed(tags(t38="0010A0000007270108970403")), BadStructure, id="template cut short"),
        pytest.param(sealed(tags(t62="0803abc0803abc")), BadStructure, id="a tag twice in a template"),
        pytest.param(sealed(tags(t62="0800")), BadStructure, id="an empty value"),
        pytest.param(sealed(tags(t56="5000")), BadField, id="fixed fee without its mark"),
    ],
)
def test_a_wrong_code_is_refused(code, refusal):
    with pytest.raises(refusal) as raised:
        vietqr.read(code)
    assert raised.value.sentence("vi")
    assert raised.value.sentence("en")
    assert "…" not in raised.value.sentence("vi").replace("(62…)", "")


def test_a_tag_twice_is_refused():
    body = join(tags()) + join({"58": "VN"}) + "6304"
    with pytest.raises(BadStructure, match="58 appears twice"):
        vietqr.read(body + emv_codes.checksum(body))


def test_the_order_between_first_and_last_is_free():
    mixed = {"00": "01", "62": {"08": "x"}, "58": "VN", "54": "5", "53": "704", "38": tags()["38"], "01": "12"}
    assert vietqr.read(sealed(mixed)).amount == 5


def test_a_lower_case_checksum_is_the_same_number():
    assert vietqr.read(STATIC_ACCOUNT[:-4] + STATIC_ACCOUNT[-4:].lower()).fields()["crc"] == "9E6F"


def test_lengths_may_count_characters_or_bytes_of_accented_letters():
    by_characters = vietqr.write("970403", "1", amount=1, purpose="Lệ phí đăng ký")
    assert vietqr.read(by_characters).purpose == "Lệ phí đăng ký"
    purpose = "Lệ phí"
    inner = f"08{len(purpose.encode()):02d}{purpose}"
    body = f"{join(tags(t62=None))}62{len(inner.encode()):02d}{inner}6304"
    assert vietqr.read(body + emv_codes.checksum(body)).purpose == purpose


def test_a_code_of_another_country_is_read_with_its_own_currency_and_decimals():
    foreign = {"00": "01", "01": "12", "29": {"00": "D15600000000"}, "52": "4111", "53": "156", "54": "23.72"}
    fields = vietqr.read(sealed({**foreign, "58": "CN", "59": "BEST TRANSPORT", "60": "BEIJING"})).fields()
    assert (fields["currency"], fields["country"], fields["amount"]) == ("156", "CN", "23.72")
    with pytest.raises(BadField, match="above zero"):
        vietqr.read(sealed({**foreign, "54": "0.00", "58": "CN", "59": "BEST TRANSPORT", "60": "BEIJING"}))


def test_a_napas_code_in_a_foreign_currency_is_refused():
    with pytest.raises(BadField, match="704"):
        vietqr.read(sealed(tags(t53="156", t58="CN")))


def test_a_wallet_code_is_read_as_a_plain_payment_code():
    wallet = {"00": "01", "01": "11", "26": {"00": "A000000775", "01": "0100109106"}, "52": "9399", "53": "704"}
    code = vietqr.read(sealed({**wallet, "58": "VN", "59": "UBND PHUONG MAU", "60": "HA NOI"}))
    assert (code.bin, code.merchant_name, code.merchant_city) == (None, "UBND PHUONG MAU", "HA NOI")


def test_a_purpose_that_does_not_fit_is_refused():
    with pytest.raises(TooLong):
        vietqr.write("970403", "1", amount=1, purpose="x" * 96)


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.from_regex(r"[0-9A-Za-z]{1,19}", fullmatch=True),
    st.one_of(st.none(), st.integers(1, 9_999_999_999_999)),
    st.one_of(
        st.none(), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
    ),
    st.booleans(),
)
def test_what_is_written_is_read_back(bank, account, amount, purpose, static):
    code = vietqr.read(vietqr.write(bank, account, amount=amount, purpose=purpose, static=static))
    assert (code.bin, code.account, code.amount, code.purpose) == (bank, account, amount, purpose)
    assert code.static == (static or amount is None)


@given(st.integers(0, len(DYNAMIC_ACCOUNT) - 1), st.characters(min_codepoint=32, max_codepoint=126))
def test_any_single_changed_character_is_noticed(place, char):
    damaged = DYNAMIC_ACCOUNT[:place] + char + DYNAMIC_ACCOUNT[place + 1 :]
    if damaged.upper() != DYNAMIC_ACCOUNT.upper() or (damaged != DYNAMIC_ACCOUNT and place < len(damaged) - 4):
        with pytest.raises(CodeRefused):
            vietqr.read(damaged)
