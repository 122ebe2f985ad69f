/** Which mails are bounces: delivery reports, and what mail servers write in prose. All else gives no results. */
import type { Part } from './mime.ts';
import { decodeWords, first } from './mime.ts';

/** Names under which mail servers write. */
const daemons =
  /mailer-?daemon|postmaster|mail ?delivery|mail ?system|mail ?administrator|mail ?router|non-?delivery|delivery (?:sub|service)|returned mail|bounce|ndr\b|mdaemon|mail server|noreply.*google|complaints@|administrator/i;
/** Subjects that only a bounce has, in the languages of the common servers. */
const plainSubjects =
  /undeliver|non-?deliver|not (?:be )?deliver|n.t be delivered|delivery (?:status|failure|report|notification|fail|problem|error|delay|incomplete|has)|deliver.{0,80}fail|fail.{0,80}deliver|returned (?:mail|to sender)|return(?:ed)?:? mail|failure (?:notice|delivery)|mail (?:delivery|could|error)|message (?:delayed|not|you sent)|bounce|warning: (?:could|message)|(?:nicht|un)[- ]?zustell|zustell(?:ung)?s?(?:fehler|status| fehlgeschlagen)|non (?:remis|distribu|recapitabil|consegn)|recapito non riuscito|(?:échec|echec) (?:de|d')|no (?:entregad|se (?:puede|ha podido) entregar)|não (?:entregue|é possível entregar)|onbestelbaar|niedostarcz|nie można dostarczyć|недостав|не (?:может быть )?доставлен|配信不能|配信できません|配達不能|エラーメール|退信|未送达|無法傳遞|전달되지/i;
/** Subjects that people and shops write too: they count where a machine of the mail system wrote the mail. */
const weakSubjects = /fail(?:ed|ure):? |mail system|message status|delayed|rejected|error|warning|problem/i;
const autoReplies =
  /^(?:auto(?:matic)?(?:[- ]?(?:reply|response|submitted))?:|out of (?:the )?office|abwesen|automatische antwort|vacation|away from|réponse automatique|respuesta automática|自動応答|re:|fwd?:|aw:|wg:|tr:)/i;
/** Reports that are none of delivery: complaints (RFC 5965), receipts of reading (RFC 8098). */
const otherReports = /^(?:feedback-report|disposition-notification)$/i;
const otherReportTypes = /^message\/(?:feedback-report|disposition-notification|global-disposition-notification)$/;
/** List servers that turn a mail away name themselves in the headers. */
const listServers = ['x-mlserver', 'x-mailman-version', 'x-listserver', 'x-ml-info', 'x-sympa-to'];
const listRefusals =
  /not (?:a )?member|not allowed to post|awaits (?:moderator|approval)|post(?:ing)? (?:to|rejected|denied)|loop alert|is closed/i;

/** True of a mail that tells of deliveries. */
export function isBounce(root: Part): boolean {
  const { headers } = root;
  if (isOtherReport(root)) return false;
  if (hasReport(root) || headers.has('x-failed-recipients')) return true;
  const subject = subjectOf(root);
  const isDaemon = isFromDaemon(root) || /^<>/.test(first(headers, 'return-path') ?? '');
  if (autoReplies.test(subject) && !isFromDaemon(root)) return false;
  // Replies of absent people have no return path either (RFC 3834 §3.3).
  if (isAutoReply(root)) return isFromDaemon(root) || plainSubjects.test(subject);
  if (isListRefusal(root)) return true;
  if (isDaemon) return true;
  if (headers.has('list-id') || headers.has('list-unsubscribe')) return false;
  const isMachine = headers.has('auto-submitted') || headers.has('x-auto-response-suppress');
  return plainSubjects.test(subject) || (isMachine && weakSubjects.test(subject));
}

function isAutoReply({ headers }: Part): boolean {
  const isSaid = ['x-autoreply', 'x-autorespond', 'x-mail-autoreply'].some((name) => headers.has(name));
  return (
    isSaid ||
    /auto-replied/i.test(first(headers, 'auto-submitted') ?? '') ||
    /auto.?reply/i.test(first(headers, 'precedence') ?? '')
  );
}

/** Sender and subject both say so: then even a text without a known word is a bounce. */
export function isCertainBounce(root: Part): boolean {
  if (root.headers.has('x-failed-recipients') || isListRefusal(root)) return true;
  const subject = subjectOf(root);
  const isSaid = plainSubjects.test(subject) || weakSubjects.test(subject);
  return isFromDaemon(root) && isSaid && !autoReplies.test(subject);
}

/** True of a mail that somebody sent on; an answer that quotes a bounce tells nothing new. */
export function isForward(root: Part): boolean {
  return /^(?:fwd?|wg|tr|rv|enc|i|vs|doorst):/i.test(subjectOf(root));
}

function isListRefusal(root: Part): boolean {
  return listServers.some((name) => root.headers.has(name)) && listRefusals.test(subjectOf(root));
}

function isFromDaemon({ headers }: Part): boolean {
  return daemons.test(decodeWords((first(headers, 'from') ?? '').slice(0, longestHeader)));
}

function subjectOf({ headers }: Part): string {
  return decodeWords((first(headers, 'subject') ?? '').slice(0, longestHeader));
}

const longestHeader = 500;

function isOtherReport(part: Part): boolean {
  if (otherReportTypes.test(part.type) || otherReports.test(part.parameters.get('report-type') ?? '')) return true;
  return part.parts.some(isOtherReport);
}

/** True of a mail with a part that is a delivery report (RFC 3464, or RFC 6533 for addresses in UTF-8). */
export function hasReport(part: Part): boolean {
  return part.type.endsWith('delivery-status') || part.parts.some(hasReport);
}
