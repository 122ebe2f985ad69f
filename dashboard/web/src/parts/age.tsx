import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { t } from '../messages/index.ts';
import { dashboardNow } from '../state.ts';
import { ageOf } from '../view/age.ts';

type Props = { readonly at: string; readonly say?: (age: string) => string };

const plain = (age: string): string => age;

/** How long ago a moment of the dashboard's clock was. Only its text changes from second to second, no component is drawn. */
export function Age({ at, say = plain }: Props) {
  const text = useMemo(() => computed(() => say(t.formats.age(ageOf(Date.parse(at), dashboardNow.value)))), [at, say]);
  return (
    <time dateTime={at} title={t.formats.moment(at)}>
      {text}
    </time>
  );
}
