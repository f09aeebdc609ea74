"""Spanish, Portuguese, Turkish, Indonesian and Malay."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

OTHERS: dict[C, str] = {
    C.LONG: "largo; en largo; comprado; alcista",
    C.SHORT: "corto; en corto; vendido; bajista; short disini; açığa satış; ngeshort; shortnya",
    C.BUY: ("comprar; compra; compramos; compre; comprando; beli; alım; alınabilir; kaufen; achat"),
    C.SELL: "vender; venta; venda; vendemos; jual; satış; verkaufen",
    C.SPOT: "al contado; à vista; spot alım",
    C.SIDE: (
        "dirección; direccion; direção; direcao; yön; işlem yönü; arah; lado; tipo; işlem tipi"
    ),
    C.ENTRY: (
        "entrada; entradas; zona de entrada; precio de entrada; preço de entrada; "
        "zona de compra; giriş; giris; giriş fiyatı; giriş bölgesi; alım bölgesi; "
        "giriş aralığı; masuk; harga masuk; area masuk; area entry; zona entry; entry di; "
        "entrynya; titik masuk; einstieg; entrée; rango de entrada; alım seviyesi; "
        "giriş seviyesi; area beli; beli di; entri; entri di; pontos de entrada; "
        "região de entrada"
    ),
    C.MORE: (
        "recompra; promedio; promediar; ekleme; kademe; kademeli alım; dca di; dca area; "
        "cicil; maliyet düşürme"
    ),
    C.MARKET: (
        "a mercado; mercado; precio de mercado; precio actual; ahora; agora; preço atual; "
        "piyasa; piyasa fiyatı; market emri; şimdi; anlık; sekarang; harga sekarang; di sini; "
        "disini; market price ini; a precio de mercado; piyasadan; marketten; güncel fiyat; "
        "mercado actual; preço de mercado; skrg; skrng"
    ),
    C.OPENED: "abrimos; aberto; comprei; compré; dibuka; açtım; girdim; kami entry",
    C.LIMIT: "límite; limite; limitli; limit emri; orden límite; ordem limitada; antri",
    C.STOP: (
        "sl yi; stopları; stopunu; stopumu; stopu; zarar kes; zararı durdur; zarar durdur; "
        "stop seviyesi; pérdida máxima; parada; stoploss di; sl di; cut loss di; perda máxima; "
        "stopnya; slnya; batas rugi; stop de pérdida; stop pérdida; stop fiyatı"
    ),
    C.TARGET: (
        "objetivo; objetivos; alvo; alvos; hedef; hedefler; hedefi; toma de ganancias; metas; "
        "kar al; kâr al; target profit; ambil untung; tp di; realização; ziel; ziele; "
        "objectif; toma de beneficios; kar hedefi; toma de ganancia; realizar lucro; "
        "satış hedefi; alvos de lucro; sasaran"
    ),
    C.LEVERAGE: (
        "apalancamiento; alavancagem; kaldıraç; kaldirac; leverage nya; hebel; levier; apalanc"
    ),
    C.MARGIN: "aislado; cruzado; isolado; izole; çapraz",
    C.COIN: "moneda; moeda; parite; koin; token nya; activo; ativo; criptomoneda; birim",
    C.PRICE: "precio; preço; fiyat; harga",
    C.RISK: (
        "riesgo; risco; bakiye; kasa; modal; saldo; da banca; por operación; risiko; ukuran; "
        "banca; sermaye; tamaño"
    ),
    C.INFO: (
        "soporte; resistencia; suporte; resistência; destek; direnç; seviye; nivel; "
        "level harga; skor; nível"
    ),
    C.RATIO: "riesgo beneficio; risco retorno; risk ödül; riesgo recompensa",
    C.PERIOD: "hora; horas; minutos; saat; dakika; jam; menit; hari; tempo; periodo; gün",
    C.HORIZON: (
        "corto plazo; largo plazo; curto prazo; longo prazo; mediano plazo; médio prazo; "
        "medio plazo; kısa vade; orta vade; uzun vade; jangka pendek; jangka panjang; "
        "jangka menengah; kısa vadeli; uzun vadeli; orta vadeli"
    ),
    C.CLOSE: (
        "kapatılabilir; encerrem; encerrar; fechando; fechem; fechado=past; cerrado=past; "
        "cerrar; cerramos; cerrad; cierre; fechar; feche; fechamos; kapat; kapatın; "
        "kapatıyoruz; kapatabilirsiniz; tutup; tutup posisi; close aja; close dulu; kapatalım; "
        "cierren; cerrando; schließen; kapattım"
    ),
    C.EXIT: (
        "salir; salgan; sair; saiam; çıkın; çıkalım; çık; keluar; cutloss dulu; cutloss aja; "
        "cl dulu; cl aja; çıkış; salimos"
    ),
    C.CANCEL: (
        "cancelar; cancelada; cancelado; cancelen; cancele; iptal; iptal edin; batal; "
        "batalkan; cancel aja; dibatalkan; cancel dulu; batal entry; hapus; iptal edildi; "
        "anular; invalid entrynya"
    ),
    C.MOVE: (
        "mover; muevan; movemos; subir; mueve; mova; mover el; taşı; taşıyın; taşıyalım; çek; "
        "çekin; çekelim; geser; pindah; pindahkan; naikkan; turunkan; pasang; ajustar; "
        "ajusten; çekildi; çekiyoruz; poner; taşıdım"
    ),
    C.TRIM: (
        "parcial; parciales; cerrar parcial; tp sebagian; sebagian; kısmi; kısmi kar; "
        "realizar parcial; tomar parciales; tomar ganancias; kar alın; kar realizasyonu; "
        "ambil sebagian; tp dulu; parciais; kar alalım; realizem parcial; ambil profit; "
        "kâr alın; tomar ganancia; realizar"
    ),
    C.PART: (
        "yarısını=0.5; mitad=0.5; la mitad=0.5; metade=0.5; yarısı=0.5; yarı=0.5; "
        "setengah=0.5; separuh=0.5; hälfte=0.5; un tercio=0.333; um terço=0.333; "
        "üçte bir=0.333; çeyrek=0.25"
    ),
    C.REST: "resto; restante; kalan; kalanı; sisa; sisanya; kalan pozisyon",
    C.BREAKEVEN: (
        "punto de entrada; precio entrada; girişe; giriş seviyesine; başabaş; titik entry; "
        "breakeven point; entri bep; ponto de entrada; zero a zero; a la entrada; "
        "para entrada; break evene; be'ye; girişe çek; ke entry; ke be"
    ),
    C.SECURED: "stop en ganancia; stop no lucro; kâra",
    C.HOLD: (
        "klo masih hold; kalo masih hold; kalau masih hold; mantener; mantengan; manter; tut; "
        "tutun; tutuyoruz; tahan; lanjut hold; korunuyor; masih hold; lanjut; jalan; "
        "mantenemos; devam"
    ),
    C.ADD: "agregar; adicionar; ekle; ekledim; tambah; nambah; añadir; sumar; ekleme yaptım",
    C.CHANGE: (
        "actualización; atualização; güncelleme; revisi; ralat; düzeltme; corrección; "
        "correção; ganti; yeni stop=stop; yeni hedef=target; nuevo stop=stop; "
        "nuevos objetivos=target; novo stop=stop; novos alvos=target; sl baru=stop; "
        "tp baru=target; yeni sl=stop"
    ),
    C.NEW: (
        "señal; nueva; nueva señal; sinal; novo; nova; sinyal; yeni; yeni işlem; baru; "
        "kurulum; operación; işlem; işlemine yönelik; oportunidad"
    ),
    C.PROTECT: "proteger; protejan; koru; koruyun; amankan; aseguren; asegurar",
    C.REENTER: (
        "reingreso; reentrada; masuk lagi; tekrar giriş; reentry lagi; masuk ulang; "
        "entry lagi; yg reentry"
    ),
    C.HIT: (
        "alcanzado; alcanzada; alcanzados; atingido; atingida; alındı; geldi; kena; tercapai; "
        "dapet; ulaştı; görüldü; kena tp; logrado; cumplido; batido; alcançado; erreicht; "
        "kena sl; tersentuh; tamamlandı; sempet; ngesweep; batida"
    ),
    C.FILLED: "ejecutada; ejecutado; executada; gerçekleşti; terisi; keisi; jemput; aktif",
    C.STOPPED: (
        "stop oldu; stoplandı; stop olduk; stop alcanzado; stopado; stopada; kena stop; "
        "sl tocado; cerrado en stop; kena cutloss"
    ),
    C.PROFIT: "ganancia; ganancias; lucro; kâr; kazanç; untung; cuan; beneficio",
    C.LOSS: "pérdida; perdida; prejuízo; zarar; rugi; kerugian",
    C.RECAP: (
        "tadi; semalam; ayer; kaçırdım; expirada; vencida; cerrada; ya se cerró; udah=weak; "
        "sudah=weak; resumen; resumo; özet; rekap; ontem; dün; dünkü; geçen; bugünkü; kemarin; "
        "pasada; passada; lalu; resultados; sonuçlar; "
        "hasil; geçen hafta; ejemplo; exemplo; örnek; contoh; minggu lalu"
    ),
    C.IF: (
        "se confirmar; si confirma; só se; se o; se subir; se cair; se fechar; se btc; "
        "se o preço; se romper; si hay; si el; si sube; si baja; si llega; si btc; "
        "si el precio; si cierra; si supera; si rompe; eğer; kalau; jika; kalo; klo; cuando; "
        "quando; en caso; caso; apabila; bila; olursa; gelirse; kırarsa; solo si; mientras; "
        "setelah; después de; depois de; sonra; asalkan; sampai; hasta que; luego de; após"
    ),
    C.WAIT: (
        "esperar; esperen; esperamos; esperando; aguardar; aguarde; aguardando; bekle; "
        "bekleyin; bekliyoruz; tunggu; nunggu; nanti; nunggu dulu; jangan dulu; mungkin; "
        "posible; posiblemente; belki; quizás; talvez; bisa; luego; atentos; pantau"
    ),
    C.TRIGGER: (
        "ruptura; rompe; rompimento; rompimiento; confirmación; confirmação; kırılım; kapanış; "
        "konfirmasi; tembus; jebol; rompa; romper; retesteo; onay"
    ),
    C.NOT: (
        "não; jangan; gak; nggak; ga; tidak; bukan; değil; yok; sin; nunca; jgn; tanpa; "
        "olmadan; girmeyin; almayın; nem; nada; belum; hindari; evitar; tampoco; sem; gk; "
        "ngga; engga; kein; nicht"
    ),
    C.HYPOTHESIS: (
        "no es señal; solo una idea; kalo mau; kalau mau; si quieren; se quiser; isteyen; "
        "onaylanırsa; onaylanirsa; tocó; tocado; hanya ide; misal; misalnya; solo ejemplo; "
        "sólo educativo; edukasi; latihan"
    ),
    C.DISCLAIMED: (
        "bukan sinyal; no es una señal; não é um sinal; sinyal değildir; bukan sinyal trading; "
        "işlem sinyali değildir; não é sinal; no es señal de trading"
    ),
    C.WATCH: (
        "análisis; análise; analiz; analisa; analisis; atención; noticias; haber; berita; "
        "perhatikan"
    ),
    C.CANDLE: (
        "penutupan harian=1d; günlük kapanış=1d; fechamento diário=1d; cierre diario=1d; vela; "
        "velas; cierre de vela; fechamento; fechamento de candle; mum kapanışı; mum; penutupan"
    ),
    C.BELOW: "debajo; por debajo; abajo; abaixo; altında; altı; di bawah; dibawah; bawah",
    C.ABOVE: ("encima; por encima; arriba; acima; üstünde; üzeri; üzerinde; di atas; diatas; atas"),
    C.AREA: (
        "alrededor; cerca; entre; perto; aralığı; sekitar; kisaran; antara; civarı; arası; "
        "zona; área; bölgesi; rango; faixa; dari; desde; em torno"
    ),
    C.TO: "hasta; até; ila; hingga; ke; sampe",
    C.OR: "o; ou; veya; atau; ya da",
    C.AND: "y; e; ve; dan; sama",
    C.AT: (
        "en; de; del; el; la; los; las; em; do; da; di; yang; yg; ini; itu; bu; un; una; um; "
        "uma; con; com; para; por; que; aja; ya; jg; juga; semua"
    ),
    C.FOREIGN: "oro; ouro; altın; emas; plata; acciones; ações; hisse; saham",
    C.NOISE: (
        "jgn lupa; jangan lupa; no olvides; não esqueça; unutmayın; bukan saran finansial; "
        "bukan ajakan; no es consejo financiero; não é recomendação; "
        "yatırım tavsiyesi değildir; ytd; no es asesoramiento financiero; struktur; pucuk; "
        "banget; market; marketnya; gerakannya; dulu; kita; kami; posisi; pozisyon; posición; "
        "posição; high risk; scalping; guys; kepala; dino"
    ),
}
