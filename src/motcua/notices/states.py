"""What states and channels of messages are called, for officers and for the person told."""

from motcua.core.phrases import Phrase
from motcua.notices.models import Channel, Message

STATES: dict[str, tuple[Phrase, str]] = {
    Message.State.WAITING: (Phrase("Chờ gửi", "To be sent"), "wait"),
    Message.State.SENT: (Phrase("Đã gửi", "Sent"), "good"),
    Message.State.FAILED: (Phrase("Không gửi được", "Not delivered"), "bad"),
    Message.State.WITHHELD: (Phrase("Người nhận không muốn nhận tin", "The person wants no messages"), "neutral"),
    Message.State.UNREACHABLE: (Phrase("Không có cách báo tin", "No way to reach"), "bad"),
    Message.State.OVERTAKEN: (Phrase("Không gửi, đã có tin sau", "Not sent, a later one said it"), "neutral"),
}
CHANNELS: dict[str, Phrase] = {
    Channel.EMAIL: Phrase("Thư điện tử", "E-mail"),
    Channel.SMS: Phrase("Tin nhắn SMS", "Text message"),
    Channel.CHAT: Phrase("Trò chuyện (tài khoản cơ quan)", "Chat (the office's account)"),
    "": Phrase("–", "–"),
}
TOLD_OTHERWISE = Phrase("Đã báo cách khác", "Told otherwise")
