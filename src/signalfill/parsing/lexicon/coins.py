"""Coins that are known by name: only used to choose between several unknown words."""

from __future__ import annotations

KNOWN = """
1inch 2z a2z aave ace ach acm act ada adx agi agix agld agt ai16z aixbt ake algo alice
alpaca alpha alpine alt ankr ape api3 apr apt ar arb arc ardr arkm asr aster astr ata atm
atom auction audio avax avnt axl axs b baby babydoge bake bal ban banana bananas31 band bank
bar bat bb bch beam beamx bel bera berachain bico bigtime bio bitcoin blur blz bmt bnb bnx
boden bome bond bonk brett broccoli bsw btc btcdom btt burger c c98 cake cati cc celo cetus
cfx chess chillguy chr chz city coai comp conflux cookie coti cow cream cro crv ctk ctsi cvc
cvx cyber dar dash dcr deep defi degen dego dent dexe df dgb doc dodo dodox doge dogs dood
dot drift dusk dydx dym eden edu egld eigen ena enj ens enso eos epx era ern esports etc eth
ethereum etherfi ethfi eul farm fartcoin fet ff fida fil fio firo flm floki flow fogo for
forth front ftm ftt fun gal gala gas gft ghst gigachad giggle glm glmr gmt gmx gno gns goat
gps grass griffain grt gtc h haedal hard hbar hft high hive hmstr hnt homeai hook hot hype
hyper icnt icp icx id idex ilv imx init inj io iost iota iotx ip irys jasmy jct jelly joe
jst jto jup juv jyai kaia kaito kas kava kcs kda kernel key kite klay kmno knc kp3r ksm lab
launchcoin layer lazio ldo leo lever leverf light lina linea lingo link lista lit loom lpt
lqty lrc ltc luce lumia luna lunc maga magic mana manta mask matic mav mbl mbox mc mdt mdx
me melania mem meme metis mew mina mira mkr mln mmt moca mog moodeng mother move movr mtl
mubarak myx near neiro neo newt nexo nfp nil nkn nmr not ntrn nuls ocean og ogn okb om omg
omni ondo one ong ont ooki op open ordi orn osmo oxt parti pendle pengu people pepe perl
perp pha phb pippin pivx pixel pla plume pnut pol pols polyx pond popcat port3 portal porto
powr prom prompt prove psg pump pyr pyth qnt qtum quack quick rad radi rats rdnt recall red
reef rei ren render resolv retardio rez rif ripple river rlc rndr ron ronin rose rpl rsr
rune rvn saga sahara sand santos sapien sats sc scr scrt sei sfp shell shib shib1000 sign
siren skale skl slerf slp snt snx sol soon sophon spell spk spx sqd ssv steem stg stmx storj
stpt strax strk stx sui sun super susd sushi swarms swft sxp syn sys t tao tfuel theta tia
tlm tnsr token ton torn toshi towns tradoor trb tree treehouse troll troy tru trump trx
turbo turtle tusd tut tvk twt uma unfi uni usdp usdt ust ustc usual utk vana vanry velo
velvet vet vgx vidt vine virtual vite voxel w wal wan waves wax waxp wbtc wif win wing wld
wlfi wnxm woo wtc xai xbt xec xem xlm xmr xno xpl xrp xtz xvg xvs yb yfi yfii zano zbt zec
zen zerebro zeta zil zk zkc zks zora zrc zro zrx
"""

NICKNAMES = {
    "bitcoin": "BTC",
    "ethereum": "ETH",
    "大饼": "BTC",
    "比特币": "BTC",
    "以太": "ETH",
    "以太坊": "ETH",
    "二饼": "ETH",
    "姨太": "ETH",
    "биткоин": "BTC",
    "биткойн": "BTC",
    "биток": "BTC",
    "битку": "BTC",
    "биткоину": "BTC",
    "эфир": "ETH",
    "эфиру": "ETH",
    "эфириум": "ETH",
    "solana": "SOL",
    "ripple": "XRP",
    "dogecoin": "DOGE",
    "cardano": "ADA",
    "狗狗币": "DOGE",
    "狗狗": "DOGE",
    "瑞波": "XRP",
}
