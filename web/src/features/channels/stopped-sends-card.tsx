import { useState } from 'preact/hooks';
import { RotateCcw } from 'lucide';
import type { StoppedSends } from '../../../../workers/contracts/api/stopped-sends.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import styles from './sending-stops.module.css';
import { leftWords, sendableWords } from './stopped-sends.rules.ts';

/** How often it is looked at while the page is seen, in milliseconds. */
const LOOK_MS = 10_000;

/** What failed while a number could not send, with the way to have it sent again; nothing where nothing did. */
export const StoppedSendsCard = ({ channelId }: { channelId: string }) => {
  const { api, channels, alerts, can, toast } = useWorkspace();
  const [found, setFound] = useState<{ id: string; sends: StoppedSends } | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useLookAgain(
    async () => {
      try {
        setFound({ id: channelId, sends: await api.getStoppedSends(channelId) });
      } catch {
        // What is shown stays, and is looked at again.
      }
    },
    LOOK_MS,
    [channelId, channels.changes.value, alerts.open.value],
  );
  const sends = found?.id === channelId ? found.sends : null;
  if (sends === null || sends.sendable + sends.followed + sends.closed === 0) return null;
  const resend = async () => {
    setIsBusy(true);
    try {
      const { sendable } = await api.resendStopped(channelId);
      toast('success', `${sendableWords(sendable, sends.hasMore)} on the way again, one after the other.`);
      setProblem(null);
      setIsAsked(false);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  const left = leftWords(sends);
  return (
    <section class={styles.box} aria-label="Failed while it could not send">
      <div class={styles.words}>
        <h3 class={styles.title}>Failed while this number could not send</h3>
        {sends.sendable > 0 && (
          <p class={styles.detail}>
            {sendableWords(sends.sendable, sends.hasMore)} of the last seven days can be sent again
            {sends.isSending ? '.' : ', once the number sends.'}
          </p>
        )}
        {left !== null && <p class={styles.detail}>{left}</p>}
      </div>
      {can('channels:write') && sends.sendable > 0 && (
        <Button icon={RotateCcw} disabled={!sends.isSending} onClick={() => setIsAsked(true)}>
          Send again…
        </Button>
      )}
      {isAsked && (
        <Dialog
          title="Send these messages again?"
          description={
            sends.sendable === 1
              ? 'One message, once.'
              : `${sendableWords(sends.sendable, sends.hasMore)}, each once, in the order in which they failed.`
          }
          onClose={() => setIsAsked(false)}
          footer={
            <>
              <Button onClick={() => setIsAsked(false)}>Cancel</Button>
              <Button variant="primary" busy={isBusy} onClick={() => void resend()}>
                Send again
              </Button>
            </>
          }
        >
          <p>Nothing that reached its customer is among them.</p>
          {left !== null && <p>{left}</p>}
          <FormProblem problem={problem} />
        </Dialog>
      )}
    </section>
  );
};
