/**
 * How panels of other languages than English say the usual troubles: parts of regular expressions, and what joins them.
 * `~` stands for any ending. Only words that leave no doubt where they stand beside each other.
 */

type Words = {
  readonly toner: string;
  readonly drum: string;
  readonly waste: string;
  /** Comes to its end. */
  readonly low: string;
  /** At its end, or to be replaced. */
  readonly out: string;
  readonly almostFull: string;
  readonly full: string;
  /** These stand alone. */
  readonly jam: string;
  readonly noPaper: string;
  readonly cover: string;
};

const german: Words = {
  toner: 'toner|tonerkassette~|druckkassette~|patrone~|kartusche~|kassette (?:schwarz|cyan|magenta|gelb)',
  drum: 'trommel~|bildtrommel~|fotoleiter~|bildeinheit|belichtungseinheit',
  waste: 'resttoner~|alttoner~|tonersammel~|tonerabfall~|tonerauffang~',
  low: 'niedrig|gering|wenig|knapp|fast (?:leer|verbraucht)|bald|(?:geht )?zu ende',
  out: 'leer|verbraucht|aufgebraucht|ersetz~|wechseln|austausch~|auswechseln|ende|erschöpft',
  almostFull: '(?:fast|bald) voll',
  full: 'voll|ersetz~|wechseln|austausch~',
  jam: 'papierstau|papierfehleinzug',
  noPaper:
    'kein papier|papier(?: ist)? (?:leer|fehlt|alle|nachlegen|einlegen|auff[üu]llen|nachf[üu]llen)|papiermangel|papierende|(?:fach|magazin|kassette|zufuhr|papierfach) ?\\d? ?(?:ist )?(?:leer|f[üu]llen|auff[üu]llen|nachf[üu]llen)',
  cover:
    '(?:~abdeckung|~klappe|deckel|~t[üu]r|geh[äa]use)(?: ist| \\d)? ?(?:offen|ge[öo]ffnet|schlie(?:ß|ss)en)|(?:~abdeckung|~klappe|~t[üu]r) (?:bitte )?schlie~',
};

const french: Words = {
  toner: 'toner|cartouche~|encre',
  drum: 'tambour|photoconducteur|unit[ée] (?:de )?(?:tambour|imagerie|image)',
  waste:
    '(?:bac|collecteur|bo[iî]te|r[ée]cup[ée]rateur|r[ée]cipient|flacon)[^.]{0,20}(?:toner|usag[ée])|toner usag[ée]',
  low: 'faible|basse?|presque (?:vide|[ée]puis[ée]e?)|bient[ôo]t|niveau bas',
  out: 'vide|[ée]puis[ée]e?|termin[ée]e?|remplac~|chang~|fin',
  almostFull: 'presque plein~',
  full: 'plein~|remplac~|chang~',
  jam: 'bourrage~|incident papier',
  noPaper:
    '(?:plus|manque|pas|absence) (?:de )?papier|papier (?:[ée]puis[ée]|absent)|(?:bac|magasin|cassette|tiroir) ?\\d? ?(?:est )?vide|(?:charg|ajout|aliment)~ (?:le |du )?(?:papier|bac|magasin)',
  cover:
    '(?:capot|porte|panneau|couvercle)(?: \\p{L}+){0,2} ouvert~|(?:fermez|fermer) (?:\\p{L}+ ){0,2}(?:capot|porte|panneau|couvercle)',
};

const spanish: Words = {
  toner: 't[óo]ner|cartucho~',
  drum: 'tambor|fotoconductor|unidad de imagen',
  waste: 't[óo]ner (?:residual|usado|de desecho)|(?:recipiente|caja|dep[óo]sito|contenedor|bote)[^.]{0,15}t[óo]ner',
  low: 'baj[oa]|poc[oa]|casi (?:vac[ií][oa]|agotad[oa])|por agotarse|pr[óo]xim[oa] a agotarse',
  out: 'agotad[oa]|vac[ií][oa]|sustitu~|reempla~|cambi~|terminad[oa]|sin',
  almostFull: 'casi llen[oa]',
  full: 'llen[oa]|sustitu~|reempla~|cambi~',
  jam: 'atasco~|papel atascado',
  noPaper:
    '(?:sin|falta|no hay|cargue|a[ñn]ada|coloque|ponga|agregue) (?:el )?papel|papel agotado|(?:bandeja|casete|caj[óo]n) ?\\d? ?(?:est[áa] )?vac[ií][oa]|cargue (?:la )?bandeja',
  cover:
    '(?:cubierta|puerta|tapa)(?: \\p{L}+){0,2} abierta|(?:cierre|cerrar) (?:\\p{L}+ ){0,2}(?:cubierta|puerta|tapa)',
};

const portuguese: Words = {
  toner: 'toner|cartucho~',
  drum: 'tambor|cilindro|fotocondutor|unidade de imagem',
  waste: 'toner (?:residual|usado|descartado)|res[íi]duos? de toner|(?:recipiente|caixa|frasco)[^.]{0,15}toner',
  low: 'baix[oa]|pouc[oa]|quase vazi[oa]|acabando|no fim',
  out: 'vazi[oa]|esgotad[oa]|substitu~|troc~|terminou|acabou|sem',
  almostFull: 'quase chei[oa]',
  full: 'chei[oa]|substitu~|troc~',
  jam: 'atolamento~|papel (?:encravado|atolado|preso)|encravamento|obstru[çc][ãa]o de papel',
  noPaper:
    '(?:sem|falta|coloque|adicione|carregue|ponha) (?:de )?papel|papel acabou|(?:bandeja|gaveta|tabuleiro) ?\\d? ?(?:est[áa] )?vazi[oa]',
  cover: '(?:tampa|porta)(?: \\p{L}+){0,2} abert[ao]|fech(?:e|ar) (?:\\p{L}+ ){0,2}(?:tampa|porta)',
};

const italian: Words = {
  toner: 'toner|cartuccia~|cartucce',
  drum: 'tamburo|fotoconduttore|unit[àa] (?:tamburo|immagine)',
  waste: 'toner (?:di scarto|esausto|residuo|usato)|(?:vaschetta|contenitore|recuperatore|vaschett~)[^.]{0,15}toner',
  low: 'scars[oa]|(?:in|quasi) esauri(?:mento|t[oa])|quasi (?:vuot[oa]|finit[oa])|bass[oa]|poco',
  out: 'esaurit[oa]|vuot[oa]|sost\\.|sostitui~|cambiare|terminat[oa]|finit[oa]',
  almostFull: 'quasi pien[oa]',
  full: 'pien[oa]|sost\\.|sostitui~|cambiare',
  jam: 'inceppament~|carta inceppata',
  noPaper:
    '(?:manca|niente|senza|no|caricare|aggiungere|inserire) (?:la )?carta|carta (?:esaurita|mancante|assente|finita)|(?:vassoio|cassetto) ?\\d? ?(?:[èe] )?vuoto',
  cover:
    '(?:coperchio|sportello|porta|pannello)(?: \\p{L}+){0,2} apert[oa]|chiudere (?:\\p{L}+ ){0,2}(?:coperchio|sportello|porta)',
};

const dutch: Words = {
  toner: 'toner|tonercartridge|tonercassette|cartridge (?:zwart|cyaan|magenta|geel)',
  drum: 'drum|trommel|fotogeleider',
  waste: 'afvaltoner~|toneropvang~|tonerafval~|resttoner~',
  low: 'laag|weinig|bijna (?:op|leeg)|raakt op',
  out: 'op|leeg|vervang~',
  almostFull: 'bijna vol',
  full: 'vol|vervang~',
  jam: 'papierstoring|papieropstopping|papier vastgelopen|vastgelopen papier',
  noPaper:
    'geen papier|papier (?:is )?op|papier (?:bijvullen|plaatsen)|(?:plaats|vul) papier~|(?:lade|cassette|magazijn|papierlade) ?\\d? ?(?:is )?leeg|vul lade',
  cover: '(?:klep|deur|deksel|paneel)(?: \\p{L}+){0,2} (?:is )?open|sluit (?:\\p{L}+ ){0,2}(?:klep|deur|deksel|paneel)',
};

const swedish: Words = {
  toner: 'toner~|patron~|tonerkassett~',
  drum: 'trumma~|trumman|trumenhet~|fotoledar~',
  waste: 'överskottstoner~|spilltoner~|resttoner~|toneruppsamlare~',
  low: 'l[åa]gt?|snart slut|n[äa]stan (?:slut|tomt?)',
  out: 'slut|tomt?|byt|byta|ers[äa]tt',
  almostFull: '(?:n[äa]stan|snart) full?t?',
  full: 'full|fullt|fylld|byt',
  jam: 'pap+ersstopp|papperstopp|papperskvadd~|pappersstockning',
  noPaper:
    'papper(?:et)? (?:är )?slut|slut på papper|inget papper|fyll på (?:papper|fack)|(?:fack|magasin|kassett)(?:et)? ?\\d? ?(?:är )?tomt?',
  cover: 'luckan?(?: \\p{L}+){0,2} öppen|(?:lock|kåpa)~ (?:är )?öpp~|stäng (?:\\p{L}+ ){0,2}luck~',
};

const danishAndNorwegian: Words = {
  toner: 'toner~|tonerpatron~|tonerkassett~|blekkpatron~',
  drum: 'tromle~|tromme~|trommel~',
  waste: 'spildtoner~|resttoner~|overskudstoner~|overskuddstoner~|brukt toner',
  low: 'lavt?|lidt|snart (?:tomt?|slut|oppbrukt)|n[æe]sten tomt?',
  out: 'tomt?|slut|skift|udskift~|bytt|skift ut|opbrugt|oppbrukt',
  almostFull: '(?:næsten|nesten|snart) full?d?',
  full: 'full|fuld|skift|udskift~|bytt',
  jam: 'papirstop~',
  noPaper:
    '(?:ikke mere|intet|ingen|tom for|mangler) papir|papir (?:mangler|slut)|(?:ilæg|legg i|påfyld|fyll på|læg) papir|(?:bakke|magasin|skuff) ?\\d? ?(?:er )?tom',
  cover:
    '(?:låget|låg|dør|døren|dæksel|dækslet|deksel|dekselet|luke|luken)(?: \\p{L}+){0,2} (?:er )?(?:åbent?|åpent?)|(?:luk|lukk) (?:\\p{L}+ ){0,2}(?:låg~|dør~|dæksl~|dæksel|deksel~|luk~)',
};

const finnish: Words = {
  toner: 'toneri?|toner~|väriaine~|värikasetti~|mustekasetti~',
  drum: 'rumpu~|rummu~|kuvarumpu~',
  waste: 'hukkaväri~|jäteväri~|hukkatoner~',
  low: 'vähissä|vähän|loppumassa|lähes (?:tyhjä|loppu)|lopuillaan',
  out: 'loppu|lopussa|tyhjä|vaihda|loppunut',
  almostFull: 'lähes täynnä|melkein täynnä',
  full: 'täynnä|vaihda',
  jam: 'paperitukos|paperi juuttunut',
  noPaper: 'paperi (?:on )?(?:loppu|loppunut)|ei paperia|lisää paperia|(?:lokero|kasetti) ?\\d? ?(?:on )?tyhjä',
  cover: '(?:~kansi|~luukku|ovi) (?:on )?(?:auki|avoinna)|sulje (?:\\p{L}+ )?(?:~kansi|~luukku|ovi)',
};

const polish: Words = {
  toner: 'toner~|wk[łl]ad~|kaset~ z tonerem',
  drum: 'b[ęe]b(?:en|n)~',
  waste: 'zu[żz]yt~ toner~|pojemnik~[^.]{0,15}toner~',
  low: 'ma[łl]o|nisk~|ko[ńn]czy si[ęe]|prawie pust~|wkr[óo]tce',
  out: 'wymie[ńn]~|brak|pust~|zu[żz]yt~|koniec|sko[ńn]czy[łl]~',
  almostFull: 'prawie pe[łl]n~',
  full: 'pe[łl]n~|wymie[ńn]~',
  jam: 'zaci[ęe]ci[ea]~|zakleszczeni~|zaci[ęe]ty papier',
  noPaper:
    'brak papieru|(?:w[łl][óo][żz]|uzupe[łl]nij|dodaj|za[łl]aduj) papier|(?:podajnik|zasobnik|taca|kaseta) ?\\d? ?(?:jest )?pust~',
  cover:
    '(?:pokryw|os[łl]on|drzwi)~(?: \\p{L}+){0,2} otwart~|otwart~ (?:pokryw|drzwi)~|zamknij (?:\\p{L}+ )?(?:pokryw|os[łl]on|drzwi)~',
};

const czechAndSlovak: Words = {
  toner: 'toner~|kazet~',
  drum: 'v[áa]lec~|v[áa]lce|fotov[áa]l~|valec|valca',
  waste: 'odpadn~ (?:toner~|n[áa]dob~)|n[áa]dob~[^.]{0,15}toner~',
  low: 'm[áa]lo|doch[áa]z[íi]|t[ée]m[ěe][řr] pr[áa]zdn~|n[íi]zk~|takmer pr[áa]zdn~',
  out: 'vym[ěe][ňn]~|pr[áa]zdn~|do[šs]el|konec|minul|chýba|chyb[íi]',
  almostFull: '(?:t[ée]m[ěe][řr]|skoro|takmer) pln~',
  full: 'pln~|vym[ěe][ňn]~',
  jam: 'uv[íi]z(?:l|n)~|zasekn~|z[áa]sek~|zaseknut~',
  noPaper:
    'do[šs]el pap[íi]r|(?:není|nie je|bez|chýba|chyb[íi]) pap(?:í|ie)r~|(?:vlo[žz]te|dopl[ňn]te|přidejte) pap(?:í|ie)r|(?:z[áa]sobn[íi]k|podava[čc]) ?\\d? ?(?:je )?pr[áa]zdn~',
  cover:
    '(?:kryt|dv[íi][řr]ka|v[íi]ko)(?: \\p{L}+){0,2} otev[řr]en~|otev[řr]en~ (?:kryt|dv[íi][řr]ka|v[íi]ko)|(?:zav[řr]ete|zatvorte) (?:\\p{L}+ )?(?:kryt|dv[íi][řr]ka|v[íi]ko)|otvorený kryt',
};

const hungarian: Words = {
  toner: 'toner~|festék~|festékkazett~',
  drum: 'dob|dobegység~|fotohenger~',
  waste: 'hulladék ?(?:festék|toner)~|festékgyűjtő~',
  low: 'kevés|fogytán|hamarosan|alacsony|majdnem üres',
  out: 'cser~|üres|elfogyott|kifogyott|nincs',
  almostFull: 'majdnem (?:tele|megtelt)',
  full: 'megtelt|tele|cser~',
  jam: 'papírelakadás~|elakadt papír',
  noPaper:
    'nincs papír|papír (?:kifogyott|elfogyott)|kifogyott a papír|töltsön be papírt|(?:tálca|kazetta) ?\\d? ?üres',
  cover: '(?:fedél|fedő|ajtó|burkolat)~ (?:van )?nyit~|nyitott (?:fedél|ajtó)|csukja be',
};

const turkish: Words = {
  toner: 'toner~|kartuş~',
  drum: 'drum~|tambur~',
  waste: 'atık toner~',
  low: 'az|azaldı|düşük|bitmek üzere|bitiyor',
  out: 'değiştir~|bitti|boş|yok',
  almostFull: '(?:dolmak üzere|neredeyse dolu)',
  full: 'dolu|doldu|değiştir~',
  jam: 'kağıt sıkış~|sıkışan kağıt',
  noPaper: 'kağıt (?:yok|bitti|kalmadı|ekle~|yükle~)|(?:tepsi|kaset|çekmece) ?\\d? ?boş',
  cover: '(?:kapak|kapağı) açık|kapağı kapat~',
};

const russianAndUkrainian: Words = {
  toner: 'тонер~|картридж~',
  drum: '~барабан~|фотобарабан~',
  waste: 'отработанн~ тонер~|(?:бункер|контейнер|[её]мкость|бокс)~[^.]{0,20}тонер~',
  low: 'мало|заканчивается|низк~|на исходе|почти (?:пуст|закончил)~|закінчується',
  out: 'замен~|закончил~|нет|пуст~|исчерпан~|кончил~|замін~|немає',
  almostFull: 'почти (?:заполнен~|полон|полн~)',
  full: 'заполнен~|переполнен~|полон|полн~|замен~',
  jam: 'замяти~|застря~ бумаг~|зім.яття~',
  noPaper:
    '(?:нет|законч~|кончилась|загрузите|добавьте|вставьте) бумаг~|бумага (?:закончилась|кончилась)|(?:лоток|кассета) ?\\d? ?(?:пуст~)|загрузите лоток|немає паперу',
  cover:
    '(?:крышк|дверц)~(?: \\p{L}+){0,2} открыт~|открыт~ (?:\\p{L}+ ){0,2}(?:крышк|дверц)~|закройте (?:\\p{L}+ ){0,2}(?:крышк|дверц)~',
};

const greek: Words = {
  toner: 'τ[όο]νερ|γραφίτη~|κασέτ~ γραφίτη',
  drum: 'τύμπαν~',
  waste: '(?:δοχεί|αποβλήτ)~[^.]{0,15}(?:γραφίτη|τ[όο]νερ)',
  low: 'χαμηλ~|λίγ~|σχεδόν άδει~',
  out: 'αντικατ~|αλλ[άα]ξ~|άδει~|τέλος',
  almostFull: 'σχεδόν γεμάτ~',
  full: 'γεμάτ~|πλήρ~|αντικατ~',
  jam: 'εμπλοκή~',
  noPaper: 'χωρίς χαρτί|δεν υπάρχει χαρτί|τέλος χαρτιού|έλλειψη χαρτιού|τοποθετήστε χαρτί',
  cover: '(?:κάλυμμα|πόρτα|θύρα)(?: \\p{L}+){0,2} (?:είναι )?αν(?:οι|οίγ|οικ)~|ανοικτ~ κάλυμμα|κλείστε',
};

/** Words of these run together, so nothing bounds them. */
const chinese: Words = {
  toner: '墨粉|碳粉|粉盒|墨盒',
  drum: '硒鼓|感光鼓|成像鼓|鼓单元|鼓組件',
  waste: '废粉|廢粉|废墨粉|废碳粉',
  low: '不足|过低|過低|即将用[完尽]|即將用[完盡]|将尽|低',
  out: '更换|更換|用[完尽盡]|已空|耗尽|缺少',
  almostFull: '(?:即将|即將|将|接近)满|(?:即将|將)滿',
  full: '满|滿|更换|更換',
  jam: '卡纸|夹纸|卡紙|夾紙',
  noPaper: '缺纸|无纸|没有纸|缺紙|無紙|纸张用[完尽]|(?:装入|添加|放入)纸|纸盒.{0,3}(?:空|无纸)',
  cover:
    '[盖门蓋門].{0,2}(?:打开|开启|打開|開啟|未关|未關|开着)|(?:打开|打開)了?.{0,2}[盖门蓋門]|(?:关闭|合上|關閉).{0,4}[盖门蓋門]',
};

const japanese: Words = {
  toner: 'トナー',
  drum: 'ドラム|感光体',
  waste: '廃トナー|回収トナー|トナー回収|トナー回収',
  low: '残りわずか|残量が?少|少なくな|まもなく|もうすぐ|残り少',
  out: '交換|なくなりました|切れ|ありません|なし|補給',
  almostFull: 'まもなく|もうすぐ|間近',
  full: '満杯|いっぱい|一杯|交換|フル',
  jam: '(?:紙|用紙)(?:づまり|詰まり|詰り|ジャム)|ミスフィード',
  noPaper: '用紙(?:が|は)?(?:ありません|なくなりました|切れ|なし)|用紙を(?:補給|セット|入れ)',
  cover: '(?:カバー|ドア|ふた|フタ)が?(?:開いて|あいて|オープン)|(?:カバー|ドア)を閉',
};

const korean: Words = {
  toner: '토너',
  drum: '드럼',
  waste: '폐 ?토너',
  low: '부족|적음|적습|낮음|얼마',
  out: '교체|없음|없습|소진|비어',
  almostFull: '거의',
  full: '가득|꽉|교체|만재',
  jam: '용지 ?걸림|용지가 걸',
  noPaper: '용지(?:가)? ?없(?:음|습)|용지를 (?:넣|보충)|용지함.{0,6}비어',
  cover: '(?:덮개|커버|도어)가? ?(?:열려|열림|열렸)|(?:덮개|커버)를 닫',
};

const bounded: readonly Words[] = [
  german,
  french,
  spanish,
  portuguese,
  italian,
  dutch,
  swedish,
  danishAndNorwegian,
  finnish,
  polish,
  czechAndSlovak,
  hungarian,
  turkish,
  russianAndUkrainian,
  greek,
];
const unbounded: readonly Words[] = [chinese, japanese, korean];

/** How far a noun may stand from what is said of it, in characters. */
const reach = 20;

const ofLanguages = (made: (words: Words, bound: (part: string) => string) => string): string =>
  [
    ...bounded.map((words) => made(words, (part) => `(?<!\\p{L})(?:${part.replaceAll('~', '\\p{L}*')})(?!\\p{L})`)),
    ...unbounded.map((words) => made(words, (part) => `(?:${part})`)),
  ].join('|');

/** A pattern for a noun beside a state of it, in either order, in every language. */
export function beside(noun: keyof Words, state: keyof Words): string {
  return ofLanguages((words, bound) => {
    const [first, second] = [bound(words[noun]), bound(words[state])];
    return `${first}.{0,${reach}}?${second}|${second}.{0,${reach}}?${first}`;
  });
}

/** A pattern for words that say all by themselves. */
export function saying(what: 'jam' | 'noPaper' | 'cover'): string {
  return ofLanguages((words, bound) => bound(words[what]));
}
