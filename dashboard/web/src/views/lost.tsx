import { t } from '../messages/index.ts';
import { Shape } from '../parts/shape.tsx';
import { contact, now } from '../state.ts';
import { ageOf } from '../view/age.ts';

/** Says in every view that the dashboard cannot be heard: what is below is how it was, and loses its colours. */
export function Lost() {
  const { heardAt } = contact.value;
  const words = heardAt === null ? t.headline.lostNever : t.headline.lost(t.formats.age(ageOf(heardAt, now.value)));
  return (
    <p class="lost" role="alert">
      <Shape shape="broken" />
      <span>
        {words}
        <small>{t.headline.retrying}</small>
      </span>
    </p>
  );
}
