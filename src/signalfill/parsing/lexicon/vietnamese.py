"""Vietnamese, with its marks and without: calls, follow-ups, doubts."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

VIETNAMESE: dict[C, str] = {
    C.LONG: "lệnh long; vào long; mở long; vị thế long; vao long; mo long",
    C.SHORT: "lệnh short; vào short; mở short; vị thế short; vao short; mo short",
    C.SELL: "chốt buy sell; chốt long bán; chốt long short; bán khống; lệnh bán",
    C.BUY: "lệnh mua; chốt sell buy; chốt short mua; chốt short long",
    C.ENTRY: (
        "điểm vào; điểm vào lệnh; vùng vào; vùng vào lệnh; giá vào; giá vào lệnh; vào lệnh; vùng "
        "mua=long; điểm mua=long; vùng bán=short; diem vao; gia vao; vao lenh; vung vao; vùng "
        "entry; giá entry"
    ),
    C.MARKET: (
        "ngay bây giờ; giá hiện tại; giá thị trường; giá hiện tại thị trường; ngay lúc này; ngay "
        "giá này; gia hien tai; gia thi truong; vào luôn; vào ngay"
    ),
    C.LIMIT: "lệnh chờ; lenh cho; đặt lệnh chờ; cài lệnh chờ; lệnh limit; đặt limit",
    C.STOP: (
        "cắt lỗ; dừng lỗ; chặn lỗ; điểm cắt lỗ; mức cắt lỗ; cat lo; dung lo; chan lo; điểm dừng "
        "lỗ; giá cắt lỗ; ngưng lỗ"
    ),
    C.TARGET: (
        "mục tiêu; mục tiêu giá; chốt lời; điểm chốt lời; vùng chốt lời; mức chốt lời; muc tieu; "
        "chot loi; diem chot loi; giá mục tiêu"
    ),
    C.LEVERAGE: "đòn bẩy; don bay",
    C.COIN: "đồng coin; cặp; cặp tiền; mã coin",
    C.RISK: "khối lượng; rủi ro; vốn; đi tiền; volume vốn; quản lý vốn",
    C.INFO: "hỗ trợ; kháng cự; ho tro; khang cu; vùng hỗ trợ; vùng kháng cự",
    C.FOREIGN: "vàng; chứng khoán; cổ phiếu",
    C.AREA: "vùng; quanh; khoảng; quanh vùng; tầm; quanh giá",
    C.CLOSE: (
        "chốt; chốt hết; chốt sell; chốt buy; chốt long; chốt short; chốt lệnh; chốt kèo; chốt "
        "toàn bộ; chốt luôn; chốt ngay; chốt tay; chốt non; chốt kèo buy; chốt kèo sell; đóng; "
        "đóng lệnh; đóng hết; đóng vị thế; đóng toàn bộ; đóng ngay; đóng luôn; đóng kèo; đóng "
        "tay; chot het; chot lenh; chot keo; chot luon; dong lenh; dong het; dong vi the; chốt "
        "lệnh mua; chốt lệnh bán; chốt hết lệnh; đóng hết lệnh; đóng long; đóng short"
    ),
    C.EXIT: (
        "thoát lệnh; thoát hàng; thoát ngay; thoát hết; thoat lenh; cắt lệnh; cắt luôn; cắt hết"
    ),
    C.CANCEL: (
        "hủy; huỷ; hủy lệnh; huỷ lệnh; hủy lệnh chờ; huỷ lệnh chờ; hủy kèo; huỷ kèo; hủy limit; "
        "huỷ limit; xóa lệnh; xoá lệnh; xóa lệnh chờ; xoá lệnh chờ; huy lenh; huy lenh cho; xoa "
        "lenh; bỏ lệnh; bỏ kèo; bỏ lệnh chờ; hủy entry"
    ),
    C.MOVE: "dời; dịch sl=; dời lên; dời về; nâng; kéo lên; đưa về; chuyển về; đặt lại; cài lại",
    C.TRIM: (
        "chốt bớt; chốt bớt lợi nhuận; chốt một phần; chốt 1 phần; chốt một nửa=0.5; chốt 1 "
        "nửa=0.5; chốt nửa=0.5; chốt lời một nửa=0.5; chốt lời 1 nửa=0.5; chốt lời nửa=0.5; chốt "
        "lời một phần; chốt lời bớt; chốt phần lớn; chốt phần lớn lợi nhuận; chốt bớt phần lớn "
        "lợi nhuận; chốt lợi nhuận; chot bot; chot mot phan; chot mot nua=0.5; chot 1 nua=0.5; "
        "đóng một phần; đóng 1 phần; đóng một nửa=0.5; đóng 1 nửa=0.5; đóng nửa=0.5; đóng bớt; "
        "giảm khối lượng; giảm vị thế; chốt dần; chốt lời dần; chốt lời ngay; chốt lời luôn; chốt "
        "lời tại đây"
    ),
    C.PART: "một nửa=0.5; 1 nửa=0.5; nửa lệnh=0.5; phần lớn=; một phần=; mot nua=0.5",
    C.REST: "phần còn lại; còn lại; phan con lai",
    C.BREAKEVEN: (
        "hòa vốn; hoà vốn; về hòa vốn; về hoà vốn; về entry; về điểm vào; về giá vào; về be; hoa "
        "von; ve hoa von; ve entry; ve be; điểm hòa vốn; điểm hoà vốn"
    ),
    C.SECURED: "sl dương; stop dương; sl duong; dịch sl dương; dời sl dương; kéo sl dương",
    C.HOLD: "giữ; giữ lệnh; giữ tiếp; gồng; gồng tiếp; gồng lời; giu lenh; tiếp tục giữ",
    C.ADD: "vào thêm; nhồi; nhồi thêm; nhồi lệnh; mua thêm; bán thêm; vao them; thêm lệnh",
    C.CHANGE: "cài thêm tp=target; cài lại tp=target; tp mới=target; sl mới=stop; sửa sl=stop",
    C.HIT: "chạm; đã chạm; đã đạt; đạt; đã tới; đã hit; cham; da cham; đã cán",
    C.FILLED: "khớp; đã khớp; khớp lệnh; đã vào lệnh; da khop",
    C.STOPPED: "dính sl; dính stop; quét sl; quét stop; đã quét; dinh sl; cắn sl; cắn stop; hit sl",
    C.PROFIT: "lãi; lợi nhuận; lời; có lãi; loi nhuan; ăn",
    C.LOSS: "lỗ; thua lỗ",
    C.RECAP: (
        "lệnh đang chạy; lệnh đang mở; vị thế đang mở; tổng kết; hôm qua; tuần trước; tuần này; "
        "tháng này; tháng trước; kết quả; thống kê; tong ket; hom qua; ket qua"
    ),
    C.IF: (
        "khớp lệnh nào xoá lệnh còn lại; khớp lệnh nào xóa lệnh còn lại; khớp lệnh nào hủy lệnh "
        "còn lại; khớp lệnh nào huỷ lệnh còn lại; khi; khi nào; sau khi; nếu như; trường hợp; với "
        "điều kiện; miễn là; neu; chỉ khi; mới long; mới short; mới mua; mới bán; mới vào"
    ),
    C.WAIT: (
        "chờ đợi; canh; có thể; có lẽ; sắp tới; dự kiến; chuẩn bị; cho tin hieu; đứng ngoài; quan "
        "sát; ngắm"
    ),
    C.TRIGGER: "phá vỡ; xác nhận; vượt; thủng; breakout lên; hồi về; pha vo; xac nhan",
    C.NOT: (
        "đừng; chưa; chưa vào; không nên; không vào; không phải; dung vao; khong; chua; đừng "
        "đóng; đừng chốt; chưa chốt; không chốt; không đóng; chưa đóng; đừng vào"
    ),
    C.HYPOTHESIS: "ví dụ; giả sử; tham khảo; ý kiến cá nhân; thử nghiệm; vi du",
    C.WATCH: "nhận định; phân tích; tin tức; theo dõi; kịch bản; phan tich; nhan dinh",
    C.CANDLE: "nến; nến đóng; đóng nến; cây nến; nến ngày=1d; nến 4h=4h; nến 1h=1h",
    C.BELOW: "đóng dưới",
    C.ABOVE: "đóng trên",
    C.TO: "đến; tới",
    C.OR: "hoặc",
    C.AND: "và",
    C.AT: "giá; tại; của; ở; lên; xuống; này; ra; cho; với",
    C.NOISE: (
        "chốt âm; an toàn; cho an toàn; lướt; anh em; mọi người; cả nhà; nhé; nha; ạ; nhà mình; "
        "giao dịch; chốt lại; chốt đơn; chốt lịch; chốt phiên; chốt deal; then chốt; đóng góp; "
        "đóng cửa; đóng phí; đóng vai; đóng băng; chúc; các bạn; bạn; mình; chúng ta; chúng tôi; "
        "tín hiệu; hủy sự kiện; hủy bỏ sự kiện; đóng phiên; dời ngày; dời lịch; giữ gìn; lời "
        "khuyên; đòn"
    ),
}
