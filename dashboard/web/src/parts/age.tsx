import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { t } from '../messages/index.ts';
import { dashboardNow } from '../state.ts';
import { ageOf } from '../view/age.ts';

type Props = {
  readonly at: string;
  readonly say?: (age: string) => string;
  /** Says `just now` for the first minute: where many stand side by side, running seconds would make the page restless. */
  readonly isCalm?: boolean;
};

const plain = (age: string): string => age;

/** How long ago a moment of the dashboard's clock was. Only its text changes from second to second, no component is drawn. */
export function Age({ at, say = plain, isCalm = false }: Props) {
  const text = useMemo(
    () =>
      computed(() => {
        const age = ageOf(Date.parse(at), dashboardNow.value);
        return isCalm && age.unit === 'second' ? t.age.now : say(t.formats.age(age));
      }),
    [at, say, isCalm],
  );
  return (
    <time dateTime={at} title={t.formats.moment(at)}>
      {text}
    </time>
  );
}
