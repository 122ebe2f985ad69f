/** Texts of a device that has nothing to complain of: asleep, ready, warming up, working. They are not conditions. */
import { plainText } from './text.ts';

/**
 * Whole texts only: `Ready` rests, `Tray 1 not ready` does not. The languages are those of panels seen in recordings and
 * of the offices that write to us most; a missing one costs an info, never a missed fault.
 */
const resting = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${[
    // English
    '(?:deep |auto(?:matic)? |entering |in )?sleep(?:ing|s)?(?: ?mode)?(?: on)?',
    'idle|hibernat(?:e|ing|ion)(?: mode)?|auto power (?:shut-?)?off(?: mode)?',
    '(?:the )?(?:system |printer |machine |device )?(?:is )?ready(?: to (?:print|copy|scan|use|fax)(?: your job)?| for (?:paper|use|copying|printing)|\\.{3})?',
    '(?:on-?line|online ready|ready online)(?:[ /](?:auto|pcl|ps|hex|xps|pdf|ppr|fx))?',
    '(?:copying|scanning|printing|faxing) is available',
    '(?:the )?(?:machine|device|printer) is in (?:energy saver|power saver|low power|sleep)(?: mode)?|(?:panel off|silent) mode',
    'data (?:present|arrived?)|cancel+ing(?: (?:the )?job)?|restarting|receiving upgrade|updating firmware|printing tray ?\\d',
    '(?:power|energy)[- ]?sav(?:e|er|ing)s?(?: ?mode)?(?: on)?',
    '(?:low|reduced) power(?: mode)?(?: on)?',
    'stand-?by(?: ?mode)?(?: on)?',
    '(?:the )?(?:printer|machine|device|engine|fuser|system)? ?(?:is )?warm(?:ing)?[- ]?up(?: ?mode)?',
    'initiali[sz]ing|starting(?: up)?|booting|self[- ](?:test|diagnostics?)|please wait(?:\\W+(?:system|printer) starting(?: up)?)?',
    '(?:now )?(?:printing|copying|scanning|processing|receiving|sending|cooling(?: down)?|calibrat(?:e|ing)|cleaning|busy)',
    '(?:printing|processing|copying|scanning|receiving|sending)(?: to)? (?:an? |the )?(?:jobs?|documents?|data|report|pages?(?: \\d+(?: of \\d+)?)?|copies|fax(?:es)?|e-?mail|folder|usb)',
    '(?:please wait\\W+)?(?:adjusting|calibrating)(?: (?:the )?(?:colou?rs?|density|temperature|image|(?:print|image) quality|printer))?',
    '(?:colou?r|density|temperature|(?:print |image )?quality|image) (?:adjusting|adjustments?|calibration|calibrating)(?: in progress)?',
    '(?:genuine|original)(?: \\w+)? (?:cartridge|supply|supplies|toner) (?:installed|detected)',
    '(?:data received|job complete[d]?|deleted|none|ok|normal|no (?:error|errors|fault|faults|alert|alerts))',
    // German
    'energiespar(?:en|modus|betrieb|funktion)?(?: ein| aktiv)?',
    'bereit(?:schaft)?(?:s-? ?modus)?(?: ein)?',
    '(?:ruhe|schlaf|sleep|standby)-?(?:zustand|modus)(?: ein| aktiv)?',
    'aufw(?:ä|ae)rm(?:en|phase)|heizt auf|druckt|kopiert|scannt|bitte warten|druckbereit|betriebsbereit|online',
    // French
    'pr[êe]te?(?: [àa] imprimer)?|veille(?: prolong[ée]e)?|mode veille|en veille|(?:mode )?[ée]conomie (?:d.)?[ée]nergie',
    'pr[ée]chauffage|impression(?: en cours)?|veuillez patienter',
    // Spanish, Portuguese, Italian
    'list[ao](?: para imprimir)?|pront[ao](?: para imprimir)?|(?:en |em |modo |modo de )?(?:reposo|suspensi[óo]n|espera)(?: profundo)?|dormido|durmiendo',
    '(?:modo )?(?:ahorro|economia)(?: de)? (?:energ[íi]a)|calentando|imprimiendo|espere',
    '(?:in |modo )?(?:repouso|espera|hiberna[çc][ãa]o)|aquecendo|imprimindo|aguarde',
    '(?:in )?(?:attesa|stand-?by|riposo|sonno)(?: profondo)?|(?:modo |modalit[àa] )?(?:risparmio energ(?:ia|etico)|sospensione)|riscaldamento|in stampa|attendere',
    // Dutch, Danish, Norwegian, Swedish, Finnish
    'gereed(?: voor gebruik)?|(?:slaap|sluimer)(?:stand|modus)?(?: aan)?|energiebesparing(?:smodus|sstand)?|opwarmen|bezig met afdrukken',
    'klar(?: til (?:print|utskrift|udskrivning))?|redo|(?:dyp |dyb |djup )?(?:dvale|hvile|vilo|spar)(?:tilstand|modus|l[äa]ge)?|str[øo]msparing|energisparl[äa]ge|valmis|lepotila|syvä lepotila',
    // Polish, Czech, Hungarian, Turkish, Russian, Ukrainian, Greek
    'gotow[aey](?:[ -]do druku)?|(?:tryb )?(?:u[śs]pienia|u[śs]pienie|oczekiwani[ae])|nagrzewanie|p[řr]ipraven[oay]?|pripraven[éeá]?|(?:re[žz]im )?(?:hlubok[ýéa]\\w* )?sp[áa]n(?:ku|ek)',
    'k[ée]sz(?:enl[ée]t(?:i [áa]llapot|ben)?)?|alv[óo] (?:m[óo]d|[üu]zemm[óo]d)|bemeleg[íi]t[ée]s|(?:derin )?uyku(?: modu)?|haz[ıi]r|ısınıyor|lütfen bekleyin',
    'готово?(?: к (?:печати|работе)| до друку)?|сон|глубокий сон|спящий режим|режим (?:сна|ожидания)|(?:режим )?очікування|ожидание|прогрев|печать|подождите',
    '[έε]τοιμ[οη]ς?|αναμον[ήη]|[ύυ]πνος|περιμ[έε]νετε',
    // Chinese, Japanese, Korean
    '请等待|请稍候|[就準准][绪緒备備]就?[绪緒]?|(?:深度)?睡眠(?:模式|中)?|(?:深度)?休眠(?:模式)?|待[机機](?:模式)?|[预預][热熱]中?|準備完了|印刷可能|スリープ(?:中|モード)?|節電(?:中|モード)?|お待ちください|준비(?:됨|완료)?|절전(?: ?모드)?',
  ].join('|')})[^\\p{L}\\p{N}]*$`,
  'iu',
);

/** True for a text that tells of no trouble; an empty one is resting as well. */
export function isRestingText(text: string): boolean {
  const plain = plainText(text);
  return !/[\p{L}\p{N}]/u.test(plain) || (plain.length <= 80 && resting.test(plain));
}
