import type { Confidence } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';

type Props = { readonly confidence: Confidence | null | undefined };

/** Says that an entry rests on one unconfirmed source; nothing for the others. */
export function Doubt({ confidence }: Props) {
  return confidence === 'low' ? <span class="tag tag-doubt">{t.doubt.tag}</span> : null;
}
