import type { GraphCall } from '../../../world/types.ts';
import { JournalEntry } from './journal-entry.tsx';
import styles from './journal.module.css';
import { prettyJson } from './pretty-json.ts';
import type { OutsideStore } from './outside-store.ts';

export function CallJournal({ outside }: { outside: OutsideStore }) {
  if (outside.calls.value.length === 0) {
    return <p class={styles['empty']}>Nobody has called the Graph API yet.</p>;
  }
  return (
    <ul>
      {outside.calls.value.map((call) => (
        <CallRow key={call.seq} call={call} />
      ))}
    </ul>
  );
}

function CallRow({ call }: { call: GraphCall }) {
  // Long ids by their end, so that what is asked of them can be read.
  const path = call.path.replace(/^\/v\d+\.\d+/, '').replaceAll(/\d{7,}/g, (id) => `…${id.slice(-4)}`);
  return (
    <JournalEntry
      atMs={call.atMs}
      label={String(call.status ?? 'no answer')}
      tone={call.status === 200 ? 'good' : 'bad'}
      summary={`${call.method} ${path}`}
      detail={`${call.latencyMs} ms${call.faults.length > 0 ? ` · ${call.faults.join(', ')}` : ''}`}
    >
      {call.requestBody !== '' && (
        <>
          <p class={styles['fact']}>Asked</p>
          <pre class={styles['body']}>{prettyJson(call.requestBody)}</pre>
        </>
      )}
      {call.responseBody !== '' && (
        <>
          <p class={styles['fact']}>Answered</p>
          <pre class={styles['body']}>{prettyJson(call.responseBody)}</pre>
        </>
      )}
    </JournalEntry>
  );
}
