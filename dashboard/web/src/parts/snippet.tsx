import { useRef, useState } from 'preact/hooks';
import { t } from '../messages/index.ts';

type Props = { readonly text: string; readonly label: string };

/** A piece of a file to take away: shown as it is, with a button that copies it. */
export function Snippet({ text, label }: Props) {
  const box = useRef<HTMLPreElement>(null);
  const [word, setWord] = useState(t.copy.word);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setWord(t.copy.done);
    } catch {
      // No clipboard without https: marked, it is one key away.
      if (box.current) getSelection()?.selectAllChildren(box.current);
      setWord(t.copy.marked);
    }
  };
  return (
    <figure class="snippet">
      <figcaption class="pale">
        {label}
        <button type="button" class="button" onClick={copy}>
          {word}
        </button>
      </figcaption>
      <pre class="raw" ref={box}>
        {text}
      </pre>
    </figure>
  );
}
