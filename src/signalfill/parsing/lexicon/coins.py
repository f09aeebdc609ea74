"""Coins that are known by name: only used to choose between several unknown words."""

from __future__ import annotations

KNOWN = """
0g 0x 1inch 2z a2z aave ace ach acm act ada adx aero agi agix agld agt ai16z aixbt ake akt algo
alice alpaca alpha alpine alt alu amp anime ankr ape api3 apr apt ar arb arc ardr arkham arkm
arpa asr aster astr ata atm atom auction audio auki aurora avail avax avl avnt axl axs b baby
babydoge badger bake bal ban banana bananas31 band bank banx bar bat bb bby bch bdx beam beamx
bel benji bera berachain bfc bgb bico bigtime bio bitcoin blur blz bmt bnb bnx bobs boden bome
bond bonk bonkai brett brise broccoli bsw btc btcdom btrst btt burger c c98 cake cati cc celo
cetus cfg cfx cgpt chess chillguy chr chz city ckb clanker coai comp conflux cookie coti cow
cpool cream cro crv ctc ctk ctsi cult cvc cvx cyber dar dash dbr dcr deep defi degen dego dent
dexe df dgb dimo dnx doc dodo dodox doge dogs dood dot dpx drgn drift dusk dydx dym eca eden edu
egld eigen eigenlayer ena enj ens enso eos epic epx era ern esports etc eth ethereum etherfi
ethfi etn eul euler fai farm fartcoin fet ff fhe fida fil fio firo flare flm floki flow flr flux
fogo for forth front ftm ftt fuel fun gal gala gas geod gft ghst ghx gigachad giggle glm glmr
glq gmt gmx gno gns goat gps grass griffain grok grt gswift gtc gun h haedal haio hard hbar
hegic hft high hive hmstr hnt homeai hook hot hunt hype hyper ibit icnt icp icx id idex ilv imx
init inj io iost iota iotx ip iq irys ixs jasmy jct jelly joe jst jto jup juv jyai kaia kaito
kas kava kcs kda kendu kernel key kite klay klv kmno knc knine kp3r ksm kub lab lat launchcoin
layer lazio lcx ldo leo lever leverf light lina linea lingo link lista lit lmwr loka loom lpool
lpt lqty lrc ltc lto luce lumia luna lunc lyx maga magic mana manta mask matic mav mbl mbox mbx
mc mdt mdx me melania mem meme met metis mew mina minima mira mkr mln mmt moca mog moodeng
morpho mother move movr msol mtl mubarak mubi myx naka nakamoto near neiro neo neon newt nexo
nfp ngl nil nkn nmr nmt nodl not npc ntrn nuls nym ocean ode og ogn okb olas om omg omi omni
ondo one ong ont ooki op open ordi orn osmo ousd oxt paal parti paxg pendle pengu people pepe
perl perp pha phb phil pippin pivx pixel pla plume pnut pol pols polyx pond popcat port3 portal
porto powr prcl prom prompt propc prove psg ptu pump purr pyr pyth pyusd qi qnt qtum quack quai
qubic quick rad radi rats rbx rdnt recall red reef rei ren render resolv retardio rez ribbon rif
rio ripple river rlc rndr ron ronin rook rose rpl rsr rss3 rune rvf rvn safe saga sahara sand
santos sapien sats sc scr scrt sdex seda sei sent sfp shdw shell shib shib1000 shrap sidus sign
siren skale skl slerf slp snek snt snx sol soon sophon spell spk spx spx6900 sqd srm ssv steem
stg stmx storj stpt strax strk stx sui sun super susd sushi swarms sweat swell swft sxp syn
syrup sys t taiko tao tet tfuel theta tia tlm tnsr token tokenfi ton torn toshi towns trac
tradoor trb tree treehouse troll troy tru trump trx turbo turtle tusd tut tvk twt ultima uma
unfi uni usdp usdt ust ustc usual utk utopia vana vanry velar velo velvet vet vgx vidt vine
virtual virtuals vite voxel vr vra w wagmi wal wan waves wax waxp wbt wbtc wif win wing wld wlfi
wnxm woo wrx wtc xai xbt xch xdc xec xem xion xlm xmr xno xpl xrd xrp xtz xvg xvs yb yfi yfii
yfx zano zbcn zbt zec zen zerebro zeta zeus zig zil zk zkc zkj zks zora zrc zro zrx
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

ALSO_WORDS = """
act alpha auction audio b baby band bank bar beam bond burger c cat city cookie core cow cream
cyber deep degen doc dogs drift era farm flow for forth front fun gas giggle h hard high hook hot
hyper id io ip just key lab layer light link live m magic me meme mine mother move near neiro not om
omg one ong open og people pixel play portal power prime prompt prove pump quick rare recall red
render rif ripple river rose safe shell sign soon spell sun super t token towns tree troll turbo
uid usual velvet vine virtual w wave waves win wing atm grass
"""
"""Coins that are words of the language too: only a sign (a tag, a pair, capitals) names them."""
