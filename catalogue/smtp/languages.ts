/**
 * What servers say in other languages than English, for the entries of `wording.ts`. Umlauts and accents come written out,
 * left out, or broken by a wrong charset, so each of them is "a letter or two of any kind".
 */

/** The two patterns as one. */
export function either(english: RegExp, other: RegExp): RegExp {
  return new RegExp(`${english.source}|${other.source}`, 'i');
}

/** A letter with an accent, in any spelling. */
const a = String.raw`\S{1,3}`;
const german = {
  person: `(?:empf${a}nger|benutzer|postfach|adresse|konto|mailbox|teilnehmer|nutzer)`,
  none: `(?:unbekannt|ung${a}ltig|(?:nicht|kein)[\\w ]{0,12}(?:bekannt|gefunden|vorhanden|g${a}ltig)|(?:existiert|gibt es)[\\w ]{0,8} nicht)`,
};
const romance = {
  person: String.raw`(?:destinat\w+|utilisat\w+|usu${a}rios?|utente|adresse|direcci${a}n|indirizzo|endere${a}o|bo${a}te|buz${a}n|casella|caixa|compte|cuenta|conta)`,
  none: String.raw`(?:inconnue?|d${a}sconoc\w+|desconhecid\w|sconosciut\w|inexist\w+|introuvable|inesistente|invalide|inv${a}lid\w|non (?:trovat\w|valid\w|esiste)|n'existe pas|no (?:existe|encontrad\w|v${a}lid\w)|n${a}o (?:existe|encontrad\w))`,
};
const full = String.raw`(?:voll(?![a-z])|${a}berf${a}llt|pleine?|satur${a}e?|llen[oa]|pien[ao]|chei[ao]|vol(?= |$)|pe${a}na)`;

const any = (...parts: string[]) => new RegExp(parts.join('|'), 'i');

export const userUnknown = any(
  `${german.person}[^.;]{0,40}\\b${german.none}`,
  `\\b${german.none.replace(`|ung${a}ltig`, '')}e?r? (?:${german.person})`,
  `\\b${romance.person}[^.;]{0,40} ${romance.none}`,
  `${romance.none} ${romance.person}`,
  String.raw`(?:gebruiker|ontvanger|adres) (?:is )?(?:onbekend|bestaat niet)|onbekende (?:gebruiker|ontvanger)`,
  String.raw`nieznany (?:u${a}ytkownik|odbiorca|adres)|u${a}ytkownik nie istnieje`,
  'пользовател\\S* не (?:найден|существует)|неизвестный (?:пользователь|получатель)|(?:ящик|адрес)\\S* не (?:найден|существует)',
  '用户不存在|(?:收件人|邮箱|地址)(?:地址)?(?:不存在|无效)|宛先(?:が|の).{0,20}(?:見つかりません|存在しません|不明)|(?:ユーザー?|アドレス)(?:が|は).{0,12}(?:存在しません|見つかりません|不明)',
);
export const mailboxFull = any(
  `(?:postfach|mailbox|konto|bo${a}te|buz${a}n|casella|caixa|bandeja|postbus|skrzynka)[^.;]{0,40} ${full}`,
  String.raw`speicherplatz[^.;]{0,40}(?:ersch${a}pft|${a}berschritten)|kontingent ${a}berschritten|cuota (?:excedida|superada)|quota (?:superata|d${a}pass${a}e|excedida)|ящик переполнен|邮箱(?:已满|空间不足)|メールボックス.{0,12}(?:一杯|いっぱい|容量)`,
);
export const tooBig = any(
  String.raw`(?:nachricht|e-?mail|anhang|mail)[^.;]{0,20} zu gro${a}|gr${a}${a}e[^.;]{0,40}${a}berschreitet|(?:message|mail|taille|pi${a}ce jointe)[^.;]{0,20} (?:trop (?:volumineu\w+|gros\w*|grande?)|d${a}passe)|(?:mensa\w+|correo|adjunto)[^.;]{0,12} (?:demasiado|muito|es muy) grande|messaggio[^.;]{0,12} troppo grande|bericht[^.;]{0,12} te groot|слишком больш\S+|邮件(?:过大|太大)|メールサイズ`,
);
export const tooMany = any(
  String.raw`zu viele (?:verbindungen|mails|e-?mails|nachrichten|anmeldeversuche|empf)|(?:limit|grenze)[^.;]{0,30}(?:${a}berschritten|erreicht)|trop de (?:connexions|messages|mails|destinataires)|limite[^.;]{0,30}(?:d${a}pass${a}|atteinte|superad\w|excedid\w)|demasiad[ao]s (?:conexiones|mensajes|correos|destinatarios)|troppe connessioni|troppi (?:messaggi|destinatari)|слишком много|(?:发送|连接)频率|超过.{0,8}限制`,
);
export const relay = any(
  String.raw`(?:weiterleitung|weitersenden|relay\w*)[^.;]{0,20} (?:nicht (?:erlaubt|gestattet|zul${a}ssig|m${a}glich)|verboten|verweigert)|relais? (?:interdit|refus\S+|non autoris\S+)|relay no permitido|relay non (?:permesso|consentito)|relay n${a}o permitido`,
);
export const sender = any(
  String.raw`absender[^.;]{0,40} (?:ung${a}ltig|unbekannt|nicht (?:erlaubt|zugelassen|berechtigt|akzeptiert|zul${a}ssig)|abgelehnt|gesperrt|verweigert)|exp${a}diteur[^.;]{0,40} (?:refus\S+|invalide|non autoris\S+|inconnu|interdit)|remitente[^.;]{0,40} (?:no (?:permitido|autorizado|v${a}lido)|rechazado|desconocido)|mittente[^.;]{0,40} (?:non (?:autorizzato|valido|consentito)|rifiutato|sconosciuto)|remetente[^.;]{0,40} (?:n${a}o (?:permitido|autorizado)|rejeitado|inv${a}lido)`,
);
export const loginNeeded = any(
  String.raw`(?:authentifizierung|anmeldung|authentisierung) (?:ist )?(?:erforderlich|n${a}tig|notwendig)|authentification (?:est )?(?:requise|n${a}cessaire|obligatoire)|(?:requiere|necesita|requer) autenti\w+|autenti\w+ (?:richiesta|requerida|necess${a}ria)|требуется (?:авторизация|аутентификация)|需要(?:登录|认证|身份验证)`,
);
export const loginFailed = any(
  String.raw`(?:anmeldung|authentifizierung|login) (?:ist )?(?:fehlgeschlagen|verweigert|abgelehnt)|(?:benutzername|kennung|kennwort|passwort)[^.;]{0,30}(?:falsch|ung${a}ltig|nicht korrekt)|falsches (?:passwort|kennwort)|mot de passe[^.;]{0,30}(?:incorrect|invalide|erron${a})|identifi\w+ (?:incorrect|invalide)\w*|(?:contrase${a}a|senha|password)[^.;]{0,30}(?:incorrect\w+|inv${a}lid\w+|errat\w|non valid\w)|autenticaci${a}n (?:fallida|incorrecta)|autenticazione (?:non riuscita|fallita)|неверный (?:пароль|логин)|(?:密码|认证|登录)(?:错误|失败)`,
);
export const tlsNeeded = any(
  String.raw`verschl${a}sselung (?:ist )?(?:erforderlich|n${a}tig|notwendig)|chiffrement (?:requis|obligatoire|n${a}cessaire)|cifrado (?:requerido|obligatorio)`,
);
export const reverseDns = any(String.raw`(?:kein|fehlender|ung${a}ltiger) (?:ptr|reverse)|r${a}ckw${a}rtsaufl${a}sung`);
export const blocklist = any(
  String.raw`(?:sperr|schwarze[rn]? )liste|(?:ip|server|adresse|host)[^.;]{0,40} (?:gesperrt|geblockt|blockiert)|(?:ip|serveur|adresse)[^.;]{0,40} (?:bloqu${a}e?|sur liste noire)|liste noire|lista (?:negra|nera)|чёрн\S+ спис|черн\S+ спис|黑名单|ブラックリスト`,
);
export const refused = any(
  String.raw`(?:nachricht|mail|verbindung)[^.;]{0,30} (?:abgewiesen|abgelehnt|zur${a}ckgewiesen|verweigert)|(?:message|courriel|mail)[^.;]{0,20} (?:rejet${a}|refus${a})|(?:mensaje|correo)[^.;]{0,20} rechazado|(?:messaggio|mail)[^.;]{0,20} rifiutat\w|письмо отклонено|邮件被拒|拒收|垃圾邮件|迷惑メール`,
);
export const noDomain = any(
  String.raw`(?:domain|domäne|rechnername|server)[^.;]{0,30} (?:unbekannt|nicht gefunden|existiert nicht)|domaine[^.;]{0,30} (?:inconnu|introuvable|inexistant)|dominio[^.;]{0,30} (?:desconocido|inexistente|no (?:existe|encontrado)|sconosciuto|non (?:esiste|trovato))`,
);
export const refusedConnection = any(
  'verbindung (?:wurde )?(?:abgelehnt|verweigert)|connexion refus\\S+|conexi\\S+ rechazada|connessione rifiutata',
);
export const timeout = any(
  String.raw`zeit${a}berschreitung|d${a}lai (?:d'attente )?d${a}pass${a}|tiempo de espera (?:agotado|superado)|tempo scaduto|接続がタイムアウト|连接超时`,
);
export const tryLater = any(
  String.raw`vor${a}bergehend|sp${a}ter (?:noch ?mal|erneut|wieder)|versuchen sie es|r${a}essayer|ult${a}rieurement|plus tard|m${a}s tarde|mais tarde|pi${a} tardi|позже|稍后|後ほど|indisponible|nicht verf${a}gbar|no disponible|non disponibile`,
);
