"""Coins that are known by name: only used to choose between several unknown words."""

from __future__ import annotations

KNOWN = frozenset(
    ["btc", "eth", "xrp", "bnb", "sol", "doge", "ada", "trx", "avax", "link", "ton", "shib", "dot", "bch", "ltc", "near", "matic", "pol", "uni", "icp", "apt", "etc", "xlm", "hbar", "atom", "fil", "arb", "op", "vet", "mkr", "grt", "inj", "rndr", "render", "imx", "ldo", "qnt", "aave", "algo", "stx", "flow", "egld", "sand", "mana", "axs", "theta", "ftm", "xtz", "eos", "snx", "crv", "cake", "chz", "dydx", "gmx", "rune", "kava", "zec", "dash", "neo", "iota", "klay", "zil", "ens", "1inch", "bat", "comp", "sushi", "yfi", "uma", "bal", "ankr", "celo", "enj", "hot", "ocean", "fet", "agix", "ondo", "pendle", "jup", "jto", "pyth", "tia", "sei", "sui", "wif", "bonk", "pepe", "floki", "ordi", "sats", "rats", "mem", "meme", "blur", "wld", "ens", "ape", "gala", "gmt", "magic", "lrc", "one", "rose", "skl", "storj", "band", "coti", "ctsi", "cvc", "dgb", "icx", "iost", "iotx", "knc", "lina", "lit", "lpt", "mtl", "nkn", "ogn", "omg", "ont", "people", "perp", "qtum", "rad", "reef", "ren", "rlc", "rsr", "rvn", "sfp", "sxp", "tlm", "trb", "unfi", "waves", "xem", "xmr", "zen", "zrx", "api3", "alice", "alpha", "ar", "audio", "bel", "bake", "c98", "chr", "ctk", "dent", "dusk", "flm", "ftt", "glm", "gtc", "hnt", "hook", "id", "joe", "key", "kas", "kcs", "key", "leverf", "loom", "maga", "mask", "mav", "metis", "mina", "mbl", "nmr", "ntrn", "om", "ong", "orn", "oxt", "phb", "polyx", "powr", "radi", "rdnt", "rei", "ripple", "rpl", "ron", "sc", "slp", "spell", "ssv", "steem", "stg", "stmx", "strk", "stpt", "strax", "sun", "super", "sys", "t", "tao", "tnsr", "tru", "tusd", "twt", "usual", "vanry", "virtual", "w", "woo", "xai", "xec", "xvg", "xvs", "yfii", "zeta", "zk", "zro", "ena", "ethfi", "etherfi", "not", "io", "lista", "banana", "dogs", "neiro", "hmstr", "cati", "eigen", "scr", "lumia", "kaia", "moodeng", "cow", "cetus", "pnut", "act", "goat", "grass", "drift", "swarms", "me", "move", "pengu", "vana", "aixbt", "fartcoin", "griffain", "zerebro", "ai16z", "bio", "cookie", "kernel", "trump", "melania", "ip", "layer", "kaito", "berachain", "bera", "red", "gps", "shell", "nil", "bmt", "parti", "jelly", "broccoli", "mubarak", "tut", "bananas31", "siren", "babydoge", "wal", "init", "launchcoin", "hype", "hyper", "sign", "haedal", "soon", "b", "a2z", "sophon", "homeai", "spk", "sahara", "h", "newt", "fun", "lingo", "pump", "ena", "c", "era", "treehouse", "tree", "prove", "prompt", "towns", "esports", "myx", "wlfi", "linea", "open", "avnt", "zkc", "xpl", "aster", "edu", "2z", "ff", "eden", "mira", "zbt", "zora", "river", "kite", "cc", "lab", "velvet", "coai", "enso", "yb", "eul", "recall", "turtle", "mmt", "sapien", "giggle", "bitcoin", "ethereum", "xbt", "doge", "usdt", "velo", "token", "troll", "moca", "degen", "brett", "popcat", "mew", "bome", "slerf", "boden", "toshi", "mog", "turbo", "gigachad", "spx", "mother", "retardio", "luce", "chillguy", "ban", "lever", "bigtime", "bb", "rez", "omni", "saga", "portal", "axl", "dym", "alt", "manta", "ronin", "pixel", "ace", "nfp", "xai", "ondo", "beam", "beamx", "auction", "wax", "waxp", "rif", "arkm", "cyber", "hft", "lqty", "high", "gal", "lunc", "luna", "ustc", "ust", "astr", "glmr", "movr", "ksm", "cfx", "conflux", "key", "jasmy", "jst", "win", "btt", "nexo", "cro", "leo", "okb", "hnt", "hive", "icx", "jup", "kmno", "pendle", "rsr", "sand", "shib1000", "skale", "syn", "tfuel", "trump", "wbtc", "xno", "zano", "zks", "zrc", "agt", "agld", "agi", "ach", "acm", "adx", "alpaca", "ardr", "ata", "bico", "blz", "bnx", "bond", "bsw", "burger", "chess", "city", "cream", "cvx", "dar", "dcr", "df", "dego", "dexe", "dodo", "dodox", "doc", "epx", "ern", "farm", "fida", "fio", "firo", "for", "forth", "front", "gas", "ghst", "gft", "gns", "gno", "hard", "idex", "ilv", "irys", "juv", "kda", "kp3r", "lazio", "mdx", "mbox", "mc", "mln", "mdt", "nuls", "ooki", "osmo", "perl", "pha", "pivx", "pla", "pols", "pond", "porto", "prom", "psg", "pyr", "quick", "quack", "santos", "snt", "susd", "swft", "torn", "troy", "tvk", "usdp", "utk", "vidt", "vite", "voxel", "vgx", "wan", "wing", "wnxm", "wtc", "alpine", "asr", "atm", "bar", "og", "btcdom", "defi", "fogo", "bank", "baby", "act", "deep", "vine", "sqd", "icnt", "apr", "jct", "pippin", "jyai", "light", "scrt", "storj", "arc", "plume", "tradoor", "port3", "resolv", "dood", "ake"]
)

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
