import { useRef, useState } from 'preact/hooks';
import { Pause, Play } from 'lucide';
import { IconButton } from '../../ui/icon-button.tsx';
import { lengthText } from './waveform.rules.ts';
import styles from './voice-preview.module.css';

interface VoicePreviewProps {
  url: string;
  durationMs: number;
  /** How loud it is from its beginning to its end, 0 to 100. */
  waveform: readonly number[];
}

/** What was recorded until now, to be heard before it is sent. */
export const VoicePreview = ({ url, durationMs, waveform }: VoicePreviewProps) => {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const part = durationMs === 0 ? 0 : Math.min(1, atMs / durationMs);
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (isPlaying) element.pause();
    // A browser that cannot play it leaves the button as it is.
    else void element.play().catch(() => setIsPlaying(false));
  };
  return (
    <fieldset class={styles.preview} aria-label="Your recording">
      <IconButton icon={isPlaying ? Pause : Play} label={isPlaying ? 'Pause' : 'Play'} onClick={toggle} />
      <div class={styles.track}>
        <div class={styles.wave} aria-hidden="true">
          {waveform.map((level, index) => (
            <span
              key={index}
              style={{ height: `${Math.max(8, level)}%` }}
              data-played={index / waveform.length < part ? '' : undefined}
            />
          ))}
        </div>
        <input
          class={styles.seek}
          type="range"
          min={0}
          max={Math.max(1, durationMs)}
          step={100}
          value={atMs}
          aria-label="Position"
          aria-valuetext={`${lengthText(atMs)} of ${lengthText(durationMs)}`}
          onInput={({ currentTarget }) => {
            const next = Number(currentTarget.value);
            setAtMs(next);
            if (audio.current !== null) audio.current.currentTime = next / 1_000;
          }}
        />
      </div>
      <span class={styles.time}>{lengthText(atMs > 0 ? atMs : durationMs)}</span>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the person's own recording, just made */}
      <audio
        ref={audio}
        src={url}
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAtMs(currentTarget.currentTime * 1_000)}
        onEnded={() => setAtMs(0)}
      />
    </fieldset>
  );
};
