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
    'idle',
    '(?:system |printer )?ready(?: to (?:print|copy|scan|use|fax)| for (?:paper|use|copying|printing)|\\.{3})?',
    '(?:on-?line|online ready|ready online)',
    '(?:power|energy)[- ]?sav(?:e|er|ing)s?(?: ?mode)?(?: on)?',
    '(?:low|reduced) power(?: mode)?(?: on)?',
    'stand-?by(?: ?mode)?(?: on)?',
    '(?:the )?(?:printer|machine|device|engine|fuser|system)? ?(?:is )?warm(?:ing)?[- ]?up(?: ?mode)?',
    'initiali[sz]ing|starting(?: up)?|booting|self[- ]test|please wait',
    '(?:now )?(?:printing|copying|scanning|processing|receiving|cooling(?: down)?|calibrating|cleaning|busy)',
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
    'list[ao](?: para imprimir)?|pront[ao](?: para imprimir)?|(?:en |modo )?(?:reposo|suspensi[óo]n|espera)|dormido|durmiendo',
    '(?:modo )?(?:ahorro|economia)(?: de)? (?:energ[íi]a)|calentando|imprimiendo|espere',
    '(?:in |modo )?(?:repouso|espera|hiberna[çc][ãa]o)|aquecendo|imprimindo|aguarde',
    '(?:in )?(?:attesa|stand-?by|riposo)|(?:modo |modalit[àa] )?(?:risparmio energ(?:ia|etico)|sospensione)|riscaldamento|in stampa|attendere',
    // Dutch, Danish, Norwegian, Swedish, Finnish
    'gereed(?: voor gebruik)?|slaap(?:stand|modus)?|energiebesparing(?:smodus|sstand)?|opwarmen|bezig met afdrukken',
    'klar(?: til (?:print|utskrift|udskrivning))?|redo|(?:dvale|hvile|vilo|spar)(?:tilstand|modus|l[äa]ge)|str[øo]msparing|energisparl[äa]ge|valmis|lepotila',
    // Polish, Czech, Russian
    'gotow[aey](?:[ -]do druku)?|(?:tryb )?(?:u[śs]pienia|oczekiwani[ae])|nagrzewanie|p[řr]ipraveno?|(?:re[žz]im )?sp[áa]nku',
    'готов(?: к печати)?|сон|спящий режим|режим ожидания|ожидание|прогрев|печать',
    // Chinese, Japanese, Korean
    '请等待|请稍候|就绪|睡眠(?:模式)?|休眠|待机|预热中?|準備完了|印刷可能|スリープ(?:中|モード)?|節電(?:中|モード)?|お待ちください|준비(?:됨|완료)?|절전(?: ?모드)?',
  ].join('|')})[^\\p{L}\\p{N}]*$`,
  'iu',
);

/** True for a text that tells of no trouble; an empty one is resting as well. */
export function isRestingText(text: string): boolean {
  const plain = plainText(text);
  return !/[\p{L}\p{N}]/u.test(plain) || (plain.length <= 80 && resting.test(plain));
}
