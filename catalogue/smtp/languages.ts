/**
 * What servers say in other languages than English, for the entries of `wording.ts`. Umlauts and accents come written out,
 * left out, or broken by a wrong charset, so each of them is "a letter or some of any kind".
 */

/** The two patterns as one. */
export function either(english: RegExp, other: RegExp): RegExp {
  return new RegExp(`${english.source}|${other.source}`, 'i');
}

/** One pattern of many: what each language has for it, a line or two per language. */
const any = (...words: string[]) => new RegExp(words.join('|'), 'i');
/** The words between what is spoken of and what is said of it: within one sentence. */
const near = '[^.;]{0,40}';
/** A letter with an accent, in any spelling. */
const a = '\\S{1,3}';

const person = {
  german: `(?:empf${a}nger|benutzer|postfach|adresse|konto|mailbox|teilnehmer|nutzer)`,
  romance: `(?:destinat\\w+|utilisat\\w+|usu${a}rios?|utente|adresse|direcci${a}n|indirizzo|endere${a}o|bo${a}te|buz${a}n|casella|caixa|compte|cuenta|conta)`,
};
const none = {
  german: `(?:unbekannt|ung${a}ltig|(?:nicht|kein)[\\w ]{0,12}(?:bekannt|gefunden|vorhanden|g${a}ltig)|(?:existiert|gibt es)[\\w ]{0,8} nicht)`,
  french: "(?:inconnue?|inexist\\w+|introuvable|invalide|n'existe pas)",
  southern: `(?:d${a}sconoc\\w+|desconhecid\\w|sconosciut\\w|inexist\\w+|inesistente|inv${a}lid\\w|non (?:trovat\\w|valid\\w|esiste)|(?:no|n${a}o) (?:existe|encontrad\\w|v${a}lid\\w))`,
};
const full = `(?:voll(?![a-z])|${a}berf${a}llt|pleine?|satur${a}e?|llen[oa]|pien[ao]|chei[ao]|vol(?= |$)|pe${a}na)`;

export const userUnknown = any(
  `${person.german}${near}\\b${none.german}`,
  `\\b(?:unbekannte[rs]?|nicht vorhandene[rs]?) ${person.german}`,
  `\\b${person.romance}${near} (?:${none.french}|${none.southern})`,
  `${none.french} ${person.romance}`,
  '(?:gebruiker|ontvanger|adres) (?:is )?(?:onbekend|bestaat niet)|onbekende (?:gebruiker|ontvanger)',
  `nieznany (?:u${a}ytkownik|odbiorca|adres)|u${a}ytkownik nie istnieje`,
  'пользовател\\S* не (?:найден|существует)|неизвестный (?:пользователь|получатель)|(?:ящик|адрес)\\S* не (?:найден|существует)',
  '用户不存在|(?:收件人|邮箱|地址)(?:地址)?(?:不存在|无效)',
  '宛先(?:が|の).{0,20}(?:見つかりません|存在しません|不明)|(?:ユーザー?|アドレス)(?:が|は).{0,12}(?:存在しません|見つかりません|不明)',
);

export const mailboxFull = any(
  `(?:postfach|mailbox|konto|bo${a}te|buz${a}n|casella|caixa|bandeja|postbus|skrzynka)${near} ${full}`,
  `speicherplatz${near}(?:ersch${a}pft|${a}berschritten)|kontingent ${a}berschritten`,
  `cuota (?:excedida|superada)|quota (?:superata|d${a}pass${a}e|excedida)`,
  'ящик переполнен|邮箱(?:已满|空间不足)|メールボックス.{0,12}(?:一杯|いっぱい|容量)',
);

export const tooBig = any(
  `(?:nachricht|e-?mail|anhang|mail)${near} zu gro${a}|gr${a}${a}e${near}${a}berschreitet`,
  `(?:message|mail|taille|pi${a}ce jointe)${near} (?:trop (?:volumineu\\w+|gros\\w*|grande?)|d${a}passe)`,
  `(?:mensa\\w+|correo|adjunto)${near} (?:demasiado|muito|es muy) grande|messaggio${near} troppo grande`,
  `bericht${near} te groot|слишком больш\\S+|邮件(?:过大|太大)|メールサイズ`,
);

export const tooMany = any(
  `zu viele (?:verbindungen|mails|e-?mails|nachrichten|anmeldeversuche|empf)|(?:limit|grenze)${near}(?:${a}berschritten|erreicht)`,
  `trop de (?:connexions|messages|mails|destinataires)|limite${near}(?:d${a}pass${a}|atteinte|superad\\w|excedid\\w)`,
  'demasiad[ao]s (?:conexiones|mensajes|correos|destinatarios)|troppe connessioni|troppi (?:messaggi|destinatari)',
  'слишком много|(?:发送|连接)频率|超过.{0,8}限制',
);

export const relay = any(
  `(?:weiterleitung|weitersenden|relay\\w*)${near} (?:nicht (?:erlaubt|gestattet|zul${a}ssig|m${a}glich)|verboten|verweigert)`,
  'relais? (?:interdit|refus\\S+|non autoris\\S+)',
  `relay (?:no permitido|non (?:permesso|consentito)|n${a}o permitido)`,
);

export const sender = any(
  `absender${near} (?:ung${a}ltig|unbekannt|nicht (?:erlaubt|zugelassen|berechtigt|akzeptiert|zul${a}ssig)|abgelehnt|gesperrt|verweigert)`,
  `exp${a}diteur${near} (?:refus\\S+|invalide|non autoris\\S+|inconnu|interdit)`,
  `remitente${near} (?:no (?:permitido|autorizado|v${a}lido)|rechazado|desconocido)`,
  `mittente${near} (?:non (?:autorizzato|valido|consentito)|rifiutato|sconosciuto)`,
  `remetente${near} (?:n${a}o (?:permitido|autorizado)|rejeitado|inv${a}lido)`,
);

export const loginNeeded = any(
  `(?:authentifizierung|anmeldung|authentisierung) (?:ist )?(?:erforderlich|n${a}tig|notwendig)`,
  `authentification (?:est )?(?:requise|n${a}cessaire|obligatoire)`,
  `(?:requiere|necesita|requer) autenti\\w+|autenti\\w+ (?:richiesta|requerida|necess${a}ria)`,
  'требуется (?:авторизация|аутентификация)|需要(?:登录|认证|身份验证)',
);

export const loginFailed = any(
  '(?:anmeldung|authentifizierung|login) (?:ist )?(?:fehlgeschlagen|verweigert|abgelehnt)|falsches (?:passwort|kennwort)',
  `(?:benutzername|kennung|kennwort|passwort)${near}(?:falsch|ung${a}ltig|nicht korrekt)`,
  `mot de passe${near}(?:incorrect|invalide|erron${a})|identifi\\w+ (?:incorrect|invalide)\\w*`,
  `(?:contrase${a}a|senha|password)${near}(?:incorrect\\w+|inv${a}lid\\w+|errat\\w|non valid\\w)`,
  `autenticaci${a}n (?:fallida|incorrecta)|autenticazione (?:non riuscita|fallita)`,
  'неверный (?:пароль|логин)|(?:密码|认证|登录)(?:错误|失败)',
);

export const tlsNeeded = any(
  `verschl${a}sselung (?:ist )?(?:erforderlich|n${a}tig|notwendig)`,
  `chiffrement (?:requis|obligatoire|n${a}cessaire)|cifrado (?:requerido|obligatorio)`,
);

export const reverseDns = any(`(?:kein|fehlender|ung${a}ltiger) (?:ptr|reverse)|r${a}ckw${a}rtsaufl${a}sung`);

export const blocklist = any(
  `(?:sperr|schwarze[rn]? )liste|(?:ip|server|adresse|host)${near} (?:gesperrt|geblockt|blockiert)`,
  `(?:ip|serveur|adresse)${near} (?:bloqu${a}e?|sur liste noire)|liste noire|lista (?:negra|nera)`,
  'ч[её]рн\\S+ спис|黑名单|ブラックリスト',
);

export const refused = any(
  `(?:nachricht|mail|verbindung)${near} (?:abgewiesen|abgelehnt|zur${a}ckgewiesen|verweigert)`,
  `(?:message|courriel|mail)${near} (?:rejet${a}|refus${a})`,
  `(?:mensaje|correo)${near} rechazado|(?:messaggio|mail)${near} rifiutat\\w`,
  'письмо отклонено|邮件被拒|拒收|垃圾邮件|迷惑メール',
);

export const noDomain = any(
  `(?:domain|dom${a}ne|rechnername|server)${near} (?:unbekannt|nicht gefunden|existiert nicht)`,
  `domaine${near} ${none.french}|dominio${near} ${none.southern}`,
);

export const refusedConnection = any(
  'verbindung (?:wurde )?(?:abgelehnt|verweigert)|connexion refus\\S+|conexi\\S+ rechazada|connessione rifiutata',
);

export const timeout = any(
  `zeit${a}berschreitung|d${a}lai (?:d'attente )?d${a}pass${a}|tiempo de espera (?:agotado|superado)|tempo scaduto`,
  '接続がタイムアウト|连接超时',
);

export const tryLater = any(
  `vor${a}bergehend|sp${a}ter (?:noch ?mal|erneut|wieder)|versuchen sie es|nicht verf${a}gbar`,
  `r${a}essayer|ult${a}rieurement|plus tard|indisponible`,
  `m${a}s tarde|mais tarde|pi${a} tardi|no disponible|non disponibile`,
  'позже|稍后|後ほど',
);
