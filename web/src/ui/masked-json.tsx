import styles from './masked-json.module.css';

const PART = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

/** JSON as a person reads it: indented, with names, values and what was masked told apart. */
export const MaskedJson = ({ label, value }: { label: string; value: unknown }) => {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(PART)) {
    const [whole, quoted, colon] = match;
    const token = quoted ?? whole;
    parts.push(text.slice(at, match.index));
    parts.push(
      <span key={match.index} class={classOf(token, colon !== undefined)}>
        {token}
      </span>,
    );
    at = match.index + token.length;
  }
  parts.push(text.slice(at));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <pre class={styles.json} tabIndex={0} aria-label={label}>
      {parts}
    </pre>
  );
};

const classOf = (token: string, isName: boolean): string | undefined => {
  if (isName) return styles.name;
  if (/^"\[[a-z ]+\]"$/.test(token)) return styles.masked;
  return token.startsWith('"') ? styles.text : styles.value;
};
