"""Spanish, Portuguese, Turkish, Indonesian and Malay: the words of a call."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

OTHERS: dict[C, str] = {
    C.LONG: (
        "largo; en largo; comprado; alcista; compra larga; en largos; longs abiertos; long "
        "compra; posición larga; posicion larga; posição comprada; abrir largo; abrir long; "
        "entrar en largo; entrar long; yükseliş; long işlem; long pozisyon; posisi long; "
        "ngelong; longnya; long disini; long di sini; alcista largo"
    ),
    C.SHORT: (
        "corto; en corto; vendido; bajista; short disini; açığa satış; ngeshort; shortnya; "
        "venta corta; en cortos; short venta; posición corta; posicion corta; posição vendida; "
        "abrir corto; abrir short; entrar en corto; entrar short; düşüş; short işlem; short "
        "pozisyon; açığa satış işlemi; posisi short; short di sini; ngeshot; bajista corto"
    ),
    C.BUY: (
        "comprar; compra; compramos; compre; comprando; beli; alım; alınabilir; kaufen; achat; "
        "comprad; compren; compro; adquirir; comprem; compramos aquí; alıyoruz; alıyorum; "
        "alıyor; satın al; satın alma; alım yapılabilir; alım yapıyoruz; topluyoruz; topla; "
        "toplayın; beli lagi; membeli; borong; cicil beli; akumulasi; mua; kauf; acheter; "
        "achete"
    ),
    C.ENTRY: (
        "entrada; entradas; zona de entrada; precio de entrada; preço de entrada; zona de "
        "compra; giriş; giris; giriş fiyatı; giriş bölgesi; alım bölgesi; giriş aralığı; "
        "masuk; harga masuk; area masuk; area entry; zona entry; entry di; entrynya; titik "
        "masuk; einstieg; entrée; rango de entrada; alım seviyesi; giriş seviyesi; area beli; "
        "beli di; entri; entri di; pontos de entrada; região de entrada; precio de "
        "compra=long; zona entrada; entrar; entramos; entrar en; entramos en; entradas en; "
        "rango entrada; entrada 1; entrada limit; comprar en=long; comprar a=long; compra "
        "en=long; compra entre=long; comprar entre=long; vender en=short; preço entrada; preço "
        "de compra=long; faixa de entrada; região de compra=long; zona de compras=long; "
        "entrada em; entrar em; comprar em=long; compra em=long; compras entre=long; faixa de "
        "compra=long; giriş noktası; giriş yeri; giriş noktaları; giriş alanı; giriş "
        "seviyeleri; giriş fiyatları; alış=long; alış fiyatı=long; alış bölgesi=long; alım "
        "aralığı=long; alım noktası=long; alım fiyatı=long; alım seviyeleri=long; giriş "
        "yapılabilir; giriş yapıyoruz; işleme giriş; işleme giriş fiyatı; girişler; girişi; "
        "long girişi=long; short girişi=short; masuk di; masuk area; area buy=long; buy area "
        "di=long; beli area=long; zona beli=long; area masuk posisi; harga beli=long; harga "
        "entry; entry area; entry price di; op di; open posisi; open posisi di; entri area; "
        "titik entri; posisi masuk; prix d entrée; zone d entrée; einstiegspreis; "
        "einstiegszone; ingresso; entrata; wejście; ingreso; zona de ingreso; precio de "
        "ingreso; entry harga; entrada ideal"
    ),
    C.MORE: (
        "recompra; promedio; promediar; ekleme; kademe; kademeli alım; dca di; dca area; "
        "cicil; maliyet düşürme; recompras; recompra en; promediar en; segunda entrada; "
        "entrada 2; 2da entrada; dca en; promedio en; segunda compra; tercera entrada; "
        "reentrada en; preço médio em; entrada 2 em; segunda entrada em; aporte; ekleme yeri; "
        "ekleme noktası; ikinci giriş; 2. giriş; ikinci alım; ortalama düşürme; maliyet "
        "düşürme yeri; kademe alım; kademeli; entry 2 di; entry kedua; layer; layer 2; tambah "
        "posisi di; avg di; average di; cicil di; serok di; serok lagi; dca lagi di"
    ),
    C.MARKET: (
        "ordem à mercado; à mercado; a mercado; mercado; precio de mercado; precio actual; "
        "ahora; agora; preço atual; "
        "piyasa; piyasa fiyatı; market emri; şimdi; anlık; sekarang; harga sekarang; di sini; "
        "disini; market price ini; a precio de mercado; piyasadan; marketten; güncel fiyat; "
        "mercado actual; preço de mercado; skrg; skrng; a mercado ya; al mercado; orden a "
        "mercado; entrar ya; entrar ahora; precio mercado; a precio actual; precio actual de "
        "mercado; en mercado; compra a mercado=long; venta a mercado=short; ya mismo; "
        "inmediata; inmediato; ahora mismo; aquí mismo; preço a mercado; ordem a mercado; "
        "entrar agora; agora mesmo; preço corrente; no preço atual; imediata; piyasa emri; "
        "piyasa emriyle; piyasadan giriş; marketten giriş; marketten alım=long; anlık "
        "fiyattan; anlık fiyat; mevcut fiyat; mevcut fiyattan; şu an; şu anda; güncel "
        "fiyattan; şuanki fiyat; market giriş; market fiyatı; di market; market order; harga "
        "market; harga saat ini; harga pasar; langsung masuk; masuk sekarang; entry sekarang; "
        "skrg aja; sekarang juga; di harga sekarang; hajar kanan; haka; au marché; zum "
        "marktpreis"
    ),
    C.OPENED: (
        "abrimos; aberto; comprei; compré; dibuka; açtım; girdim; kami entry; abierto "
        "largo=long; abierto corto=short; abro; abrí; abrimos largo=long; abrimos corto=short; "
        "abro largo=long; abro corto=short; abro long=long; abro short=short; entré; entre en; "
        "entré en largo=long; entré en corto=short; compramos a mercado=long; abri; abri um; "
        "abri long=long; abri short=short; entrei; entrei em; vendi=short; compré en=long; "
        "comprei em=long; açıldı; açıyorum; açıyoruz; long açtım=long; short açtım=short; long "
        "açıyorum=long; short açıyorum=short; long açıldı=long; short açıldı=short; girdik; "
        "alım yaptım=long; aldım=long; aldık=long; sattım=short; udah entry; sudah entry; gue "
        "entry; saya entry; aku entry; baru entry; baru open; baru masuk; udah masuk; saya "
        "masuk"
    ),
    C.LIMIT: (
        "límite; limite; limitli; limit emri; orden límite; ordem limitada; antri; orden "
        "limite; orden limitada; límites; ordem limite; limitada; compra límite=long; compra "
        "limite=long; venta límite=short; venda limite=short; limit alım=long; limit "
        "satış=short; limitten; limitle; limit emirle; limit giriş; limit emirler; bekleyen "
        "emir; emir; antrian; antre; antri di; antre di; order limit di; limit di; pasang "
        "limit; pasang antrian; pasang order; pending di; lmt; order beli di=long"
    ),
    C.STOP: (
        "sl yi; stopları; stopunu; stopumu; stopu; zarar kes; zararı durdur; zarar durdur; "
        "stop seviyesi; pérdida máxima; parada; stoploss di; sl di; cut loss di; perda máxima; "
        "stopnya; slnya; batas rugi; stop de pérdida; stop pérdida; stop fiyatı; stop de "
        "protección; detener pérdidas; nivel de stop; stop en; sl en; corte de pérdida; cortar "
        "pérdidas; invalidación; nivel de invalidación; stop em; sl em; stop de perda; parar "
        "perda; limite de perda; invalidação; stoploss em; stop seviyemiz; stopumuz; zarar "
        "kesme; zarar kes seviyesi; zarar stop; zarar kes noktası; durdurma; zararı kes; stop "
        "noktası; stop bölgesi; stop yeri; stop-loss seviyesi; stopla; sl seviyesi; sl "
        "noktası; iptal seviyesi; batas kerugian; batas stop; stop loss di; sl nya; sl area; "
        "stop nya; sl dibawah=; sl di bawah=; sl di atas=; cl; cl di; cutloss; cut los; area "
        "sl; level sl; taruh sl; taruh sl di; pasang sl; pasang sl di; sl pasang; titik sl; "
        "tampung; perte; verlust stop; stop pertes"
    ),
    C.TARGET: (
        "objetivo; objetivos; alvo; alvos; hedef; hedefler; hedefi; toma de ganancias; metas; "
        "kar al; kâr al; target profit; ambil untung; tp di; realização; ziel; ziele; "
        "objectif; toma de beneficios; kar hedefi; toma de ganancia; realizar lucro; satış "
        "hedefi; alvos de lucro; sasaran; objetivo 1; primer objetivo; segundo objetivo; "
        "tercer objetivo; tomar beneficios; toma de ganancias en; recogida de beneficios; "
        "salida; salidas; punto de salida; nivel de salida; precio de salida; precio objetivo; "
        "objetivos de venta; zona de venta; vender entre; ganancias en; tp en; salida en; alvo "
        "1; primeiro alvo; segundo alvo; terceiro alvo; realizar lucros em; saída; saídas; "
        "ponto de saída; preço alvo; preço de saída; objetivo em; tp em; alvo final; objetivo "
        "final; lucro em; zona de venda; hedef fiyat; hedef 1; ilk hedef; ikinci hedef; üçüncü "
        "hedef; son hedef; hedeflerimiz; hedefimiz; hedefleri; kar al seviyeleri; kâr al "
        "seviyeleri; kar alma; kâr alma; kar alım; kar alma noktaları; kar seviyesi; satış "
        "noktası; satış bölgesi; satış seviyesi; çıkış noktası; çıkış seviyesi; çıkış fiyatı; "
        "tp noktası; tp seviyesi; tp seviyeleri; hedefler şunlar; target di; target harga; "
        "target jual; target 1 di; tp area; tp nya; tpnya; area tp; level tp; jual area; area "
        "jual; titik tp; titik jual; ambil untung di; ambil profit di; take profit di; "
        "targetnya; take profitnya; ciblage; cibles; cible; objectifs; kursziel; zielzone; "
        "gewinnziel"
    ),
    C.LEVERAGE: (
        "apalancamiento; alavancagem; kaldıraç; kaldirac; leverage nya; hebel; levier; "
        "apalanc; apalancado; apalancamiento máximo; apalancamiento recomendado; palanca; "
        "alavancado; alavancagem máxima; alavancagem recomendada; kaldıraçlı; kaldıraç oranı; "
        "kaldıraç max; daya ungkit; leveragenya; lev nya; pakai leverage; leverage max; effet "
        "de levier; hebelwirkung; x kaldıraç"
    ),
    C.MARGIN: (
        "aislado; cruzado; isolado; izole; çapraz; margen; margen aislado; margen cruzado; "
        "aislada; cruzada; margem; margem isolada; margem cruzada; isolada; cruzada margem; "
        "izole marjin; çapraz marjin; marjin; margin isolated; isolasi"
    ),
    C.COIN: (
        "moneda; moeda; parite; koin; token nya; activo; ativo; criptomoneda; birim; cripto; "
        "criptomoneda par; par; pares; símbolo; simbolo; ativo par; moeda par; criptomoeda; "
        "sembol; coin adı; kripto; kripto para; işlem çifti; çift; pasangan; koin nya; aset; "
        "kripto pair; simbol; token adı; actif; paire; münze; währung; divisa"
    ),
    C.PRICE: "precio; preço; fiyat; harga",
    C.RISK: (
        "riesgo; risco; bakiye; kasa; modal; saldo; da banca; por operación; risiko; ukuran; "
        "banca; sermaye; tamaño; capital por operación; del capital; del portafolio; del "
        "portfolio; de la cuenta; de tu capital; tamaño de posición; porcentaje de riesgo; "
        "gestión de riesgo; inversión; do capital; da carteira; da conta; tamanho; tamanho da "
        "posição; gerenciamento de risco; investimento; usar no máximo; risk oranı; riskimiz; "
        "kasa yönetimi; kasanın; sermayenin; bakiyenin; pozisyon büyüklüğü; portföyün; işlem "
        "büyüklüğü; işlem başına; modal max; modal maksimal; maksimal modal; dari modal; dari "
        "portofolio; dari saldo; ukuran posisi; resiko; resikonya; alokasi; porsi; uang "
        "dingin; manajemen resiko; pakai; max modal; lote; lot nya"
    ),
    C.INFO: (
        "soporte; resistencia; suporte; resistência; destek; direnç; seviye; nivel; level "
        "harga; skor; nível; probabilidad; confianza; efectividad; ganancia potencial; "
        "beneficio potencial; potencial; precisión; puntuación; probabilidade; confiança; "
        "assertividade; lucro potencial; potencial de lucro; precisão; pontuação; olasılık; "
        "güven; güven oranı; başarı oranı; potansiyel; potansiyel kazanç; kar potansiyeli; "
        "puan; skor puanı; kazanç oranı; beklenen kar; potensi; potensi profit; potensi cuan; "
        "akurasi; probabilitas; resisten; resistance area; support area; area support; area "
        "resistance; id señal; id sinal; sinyal no; no sinyal; número; numero; nro; versión; "
        "tasa de acierto; taxa de acerto; volatilidad; volatilidade; volumen; hacim; "
        "volumenes; ortalama hareket"
    ),
    C.RATIO: (
        "riesgo beneficio; risco retorno; risk ödül; riesgo recompensa; ratio riesgo; relación "
        "riesgo beneficio; riesgo/beneficio; risco/retorno; relação risco retorno; rr oranı; "
        "risk getiri; risk getiri oranı; rasio; rasio rr; risiko reward"
    ),
    C.PERIOD: (
        "hora; horas; minutos; dakika; jam; menit; hari; tempo; periodo; gün; temporalidad; "
        "marco temporal; vencimiento; validez; duración; semana; semanas; días; dias; mes; "
        "meses; año; válido por; válida por; tempo gráfico; validade; duração; mês; "
        "vencimento; zaman dilimi; periyot; süre; geçerlilik; hafta; günlük; günü; jangka "
        "waktu; durasi; timeframe nya; minggu; bulan; berlaku; masa berlaku; tenggat; "
        "zeitraum; durée; saat"
    ),
    C.HORIZON: (
        "corto plazo; largo plazo; curto prazo; longo prazo; mediano plazo; médio prazo; "
        "medio plazo; kısa vade; orta vade; uzun vade; jangka pendek; jangka panjang; "
        "jangka menengah; kısa vadeli; uzun vadeli; orta vadeli"
    ),
    C.FOREIGN: "oro; ouro; altın; emas; plata; acciones; ações; hisse; saham",
    C.SELL: (
        "vendan; vendo; vendam; satıyoruz; satıyorum; jual di; menjual; bán; vendre; verkauf; "
        "vender; venta; venda; vendemos; jual; satış; verkaufen"
    ),
    C.SPOT: (
        "spot compra; compra spot; compra en spot; compra no spot; spot işlem; spot alım; spot "
        "alınabilir; spotta; beli spot; spot beli; di spot; mercado spot; en spot; no spot; "
        "spot aja; al contado; à vista"
    ),
    C.SIDE: (
        "tipo de operación; tipo de operacion; tipo de operação; tipo de orden; tipo de ordem; "
        "sentido; pozisyon yönü; yönü; taraf; pozisyon tipi; emir tipi; jenis; tipe; jenis "
        "order; tipe order; arah posisi; operación tipo; sesgo; viés; sens; richtung; type d "
        "ordre; pozisyon türü; işlem türü; dirección; direccion; direção; direcao; yön; işlem "
        "yönü; arah; lado; tipo; işlem tipi"
    ),
}
