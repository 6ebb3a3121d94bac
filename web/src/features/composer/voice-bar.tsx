import { CircleAlert, Mic, Pause, Send, Trash2 } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { ComposerStore } from './composer-store.ts';
import { VoicePreview } from './voice-preview.tsx';
import type { VoiceRecorder } from './voice-recorder.ts';
import { lengthText } from './waveform.rules.ts';
import styles from './voice-bar.module.css';

interface VoiceBarProps {
  recorder: VoiceRecorder;
  composer: ComposerStore;
  onSlip: () => void;
}

/** Stands in the place of the field while a voice message is recorded. */
export const VoiceBar = ({ recorder, composer, onSlip }: VoiceBarProps) => {
  const state = recorder.state.value;
  const send = async () => {
    const recording = await recorder.finish();
    if (recording === null) onSlip();
    else composer.sendRecording(recording);
  };
  if (state.kind === 'failed')
    return (
      <div class={styles.bar} role="alert">
        <span class={styles.trouble}>
          <Icon icon={CircleAlert} size={18} />
        </span>
        <p class={styles.reason}>{state.reason}</p>
        <Button size="sm" onClick={() => void recorder.start()}>
          Try again
        </Button>
        <Button size="sm" variant="ghost" onClick={recorder.cancel}>
          Close
        </Button>
      </div>
    );
  return (
    <fieldset class={styles.bar} aria-label="Voice message">
      <IconButton icon={Trash2} label="Cancel the recording" onClick={recorder.cancel} />
      {state.kind === 'asking' ? (
        <p class={styles.reason}>
          <Spinner size={16} label="Waiting for the microphone" /> Waiting for the microphone
        </p>
      ) : (
        <>
          {state.kind === 'paused' && state.previewUrl !== null ? (
            <VoicePreview
              key={state.previewUrl}
              url={state.previewUrl}
              durationMs={recorder.durationMs.value}
              waveform={recorder.waveform.value}
            />
          ) : (
            <>
              <span class={styles.dot} data-recording={state.kind === 'recording' ? '' : undefined} />
              <output class={styles.time}>{lengthText(recorder.durationMs.value)}</output>
              <Meter levels={recorder.meter.value} />
            </>
          )}
        </>
      )}
      {state.kind === 'recording' && (
        <IconButton icon={Pause} label="Pause and listen" onClick={() => void recorder.pause()} />
      )}
      {state.kind === 'paused' && <IconButton icon={Mic} label="Go on recording" onClick={recorder.resume} />}
      <button
        type="button"
        class={styles.send}
        aria-label="Send the voice message"
        disabled={state.kind === 'asking'}
        onClick={() => void send()}
      >
        <Icon icon={Send} size={17} />
      </button>
    </fieldset>
  );
};

const BARS = 48;

const Meter = ({ levels }: { levels: readonly number[] }) => (
  <svg class={styles.meter} viewBox={`0 0 ${BARS * 4} 28`} preserveAspectRatio="none" aria-hidden="true">
    {Array.from({ length: BARS }, (_, index) => {
      const level = levels[levels.length - BARS + index] ?? 0;
      const height = Math.max(2, (level / 100) * 28);
      return <rect key={index} x={index * 4} y={(28 - height) / 2} width={2.4} height={height} rx={1.2} />;
    })}
  </svg>
);
