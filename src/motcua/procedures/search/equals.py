"""Words that say the same in everyday speech and in names: `công ty` and `doanh nghiệp`, `mở` and `thành lập`.

A word that is met by its equal counts almost as much as one met by itself. Other than a
synonym, this never replaces what was typed.
"""

from collections.abc import Sequence

from motcua.procedures.search.words import fold_cached, same_marks, spoken_syllables

# Each line: words that can stand for each other; those after "<" are only typed, never looked for.
_GROUPS = """
công ty; doanh nghiệp < hãng, cty, dn
thành lập < mở, lập, thành lập mới
sửa đổi; điều chỉnh; thay đổi; cập nhật < sửa, đổi, chỉnh sửa, sửa lại
cấp lại < làm lại, xin lại, mất, bị mất
cấp đổi; đổi < thay
chấm dứt; giải thể; tạm ngừng; thu hồi; dừng; ngừng < đóng cửa, đóng, ngưng, nghỉ
chấm dứt hoạt động < đóng, đóng cửa, ngưng hoạt động
gia hạn; duy trì < hết hạn, kéo dài, quá hạn
hủy; xóa; thu hồi < bỏ, hủy bỏ
trẻ em; con; học sinh < bé, trẻ, cháu, con nhỏ, em bé
trẻ em mầm non; mầm non; mẫu giáo < nhà trẻ
hỗ trợ; trợ cấp; chế độ; chính sách < tiền
chết; tử vong; từ trần < mất, qua đời
xe ô tô; ô tô < xe hơi, oto
xe mô tô, xe gắn máy; xe máy; xe mô tô
phương tiện; tàu; tàu thuyền; thuyền < ghe, tàu sông
phương tiện thủy nội địa < tàu sông, ghe, tàu đường sông, xà lan, sà lan
đường thủy nội địa < đường sông, đường thủy
dược; thuốc < thuốc tây
buôn bán; kinh doanh; bán lẻ < bán
sản xuất < làm, sx
tuyển chọn; tuyển dụng; xét tuyển; thi tuyển < vào, xin vào, tuyển
người lao động; công nhân < nhân viên
cơ sở giáo dục; trường
bệnh viện; cơ sở khám bệnh, chữa bệnh < phòng khám
khám bệnh, chữa bệnh < khám chữa bệnh
phòng cháy, chữa cháy; phòng cháy và chữa cháy < pccc, chữa cháy, cứu hỏa
giấy chứng nhận quyền sử dụng đất; giấy chứng nhận < sổ đỏ, sổ hồng, sổ đất, sổ
chuyển nhượng; chuyển quyền; đăng ký biến động < sang tên
chuyển quyền sở hữu; thay đổi chủ sở hữu < sang tên, bán
đăng ký biến động < sang tên
nhà ở < nhà
người nước ngoài < tây, ngoại quốc
có yếu tố nước ngoài < nước ngoài
quân nhân; quân đội; lực lượng vũ trang < bộ đội, lính
cảnh sát; công an
địa chỉ; trụ sở; địa điểm; địa điểm đặt trụ sở < chỗ
tên; tên gọi
trực tuyến; điện tử; qua mạng < online
văn bằng; chứng chỉ; bằng
thẻ; giấy < bằng
giấy phép; giấy chứng nhận; chứng chỉ; chấp thuận < giấy, xin phép
khen thưởng; bằng khen; giấy khen; tặng thưởng
nộp; khai; kê khai; đóng < trả
hoàn; hoàn trả < trả lại, lấy lại
tra soát, điều chỉnh < nộp nhầm, nộp sai, đóng nhầm
ngân sách nhà nước; thuế < tiền thuế
máy, thiết bị; thiết bị < máy móc, máy
di vật, cổ vật; cổ vật < đồ cổ
động vật hoang dã; động vật < thú, con vật
gia súc; vật nuôi < heo, lợn, bò, trâu
cây trồng; trồng trọt < trồng cây
thủy sản < cá, tôm
nuôi trồng thủy sản < nuôi cá, nuôi tôm
khoáng sản; vật liệu xây dựng thông thường < cát, đá, sỏi
nước dưới đất < giếng, nước ngầm, giếng khoan
người khuyết tật < tàn tật, khuyết tật
người cao tuổi < người già, ông già, bà già
người có công; người có công với cách mạng < có công
liệt sĩ
lễ hội; biểu diễn nghệ thuật < ca nhạc, hội diễn
trò chơi điện tử < game
quảng cáo < biển quảng cáo, bảng hiệu
thông tin; nội dung
hoạt động in < in ấn, in
tôn giáo; tín ngưỡng < chùa, nhà thờ, đạo
hòa giải < hoà giải
tố tụng; luật sư
đấu giá tài sản; đấu giá
bảo trì; sửa chữa < bảo dưỡng, tu sửa
kiểm tra; kiểm định; thẩm định; đánh giá
thực hiện; tiến hành
vận chuyển; vận tải < chở
tài khoản; tài khoản truy cập
xuất nhập cảnh < nhập cảnh
thực phẩm < đồ ăn, thức ăn
an toàn thực phẩm < vsattp, attp
sĩ quan; thuyền viên
máy bay; tàu bay
sân bay; cảng hàng không
vệ tinh; vô tuyến điện; tần số vô tuyến điện < bộ đàm
khí thải; nước thải; chất thải
rừng; lâm nghiệp; lâm sản < gỗ
phá sản; giải thể
sáp nhập; hợp nhất < gộp
Trung Hoa < Trung Quốc
Hàn Quốc; Đại Hàn Dân Quốc < Hàn
Hoa Kỳ; Mỹ
nhập khẩu < nhập
xuất khẩu < xuất
thuốc bảo vệ thực vật < thuốc trừ sâu, thuốc diệt cỏ
cơ sở lưu trú; khách sạn < nhà nghỉ, homestay
thông báo lưu trú; khai báo tạm trú < khai báo khách, khách ở
tạm dừng; tạm ngừng; chấm dứt < dừng, ngưng, nghỉ
thừa kế < di chúc, để lại
tặng cho < cho, tặng
cha, mẹ; cha < bố, ba, má
mồ mả; mai táng; hài cốt < mộ, bốc mộ, chôn
đăng kiểm; kiểm định < khám xe
bưu chính < chuyển phát
phân bón < phân
thức ăn chăn nuôi < cám
giáo viên; nhà giáo < thầy cô
học viên; học sinh; sinh viên
công chứng viên; công chứng
hôn nhân; kết hôn < cưới
hộ tịch < khai sinh, kết hôn, khai tử
giấy phép hoạt động; giấy phép hành nghề; chứng chỉ hành nghề
bảo hiểm xã hội; BHXH
bảo hiểm y tế; BHYT
thuế thu nhập cá nhân; thuế TNCN
thuế giá trị gia tăng; thuế GTGT < vat
trách nhiệm hữu hạn; TNHH
ủy ban nhân dân; UBND
lãnh đạo; người đại diện theo pháp luật < giám đốc
chuyển đổi; chuyển thành < lên
chia; tách
"""
_LONGEST_TYPED = 4

Words = tuple[str, ...]
# First place, place behind the last, and the words that say the same.
Equal = tuple[int, int, list[Words]]


def _read() -> dict[Words, list[tuple[Words, list[str]]]]:
    """Return folded typed words → its equals (folded) with the typed form's own marks."""
    equals: dict[Words, list[tuple[Words, list[str]]]] = {}
    for line in _GROUPS.strip().splitlines():
        looked, _, typed = line.partition("<")
        targets = [spoken_syllables(part) for part in looked.split(";") if part.strip()]
        sources = targets + [spoken_syllables(part) for part in typed.split(",") if part.strip()]
        for source in sources:
            key = tuple(map(fold_cached, source))
            for target in targets:
                folded = tuple(map(fold_cached, target))
                if folded != key:
                    equals.setdefault(key, []).append((folded, source))
    return equals


_EQUALS = _read()


def equals_in(spoken: Sequence[str]) -> list[Equal]:
    """Return (start, before end, equals) for every phrase of `spoken` that has equals, each phrase once."""
    words = [fold_cached(word) for word in spoken]
    found = []
    seen: set[Words] = set()
    for start in range(len(words)):
        for size in range(1, min(_LONGEST_TYPED, len(words) - start) + 1):
            typed = tuple(words[start : start + size])
            known = _EQUALS.get(typed)
            if known and typed not in seen:
                seen.add(typed)
                meant = [target for target, source in known if same_marks(spoken[start : start + size], source)]
                if meant:
                    found.append((start, start + size, list(dict.fromkeys(meant))))
    return found
