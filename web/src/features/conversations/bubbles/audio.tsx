import { useEffect, useRef, useState } from 'preact/hooks';
import { Mic, Music, Pause, Play } from 'lucide';
import { useWorkspace } from '../../../app/workspace.ts';
import { Icon } from '../../../ui/icon.tsx';
import { nextSpeed, play, playbackSpeed, playingId, stopped } from '../audio-player.ts';
import type { ContentProps } from '../bubble-actions.ts';
import { durationText } from '../content.rules.ts';
import { waveBars } from '../waveform.rules.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './audio.module.css';

export const AudioContent = ({ message, actions }: ContentProps) => {
  const { toast } = useWorkspace();
  const { media } = message;
  const link = useMediaLink({ message, actions });
  const audio = useRef<HTMLAudioElement>(null);
  const [atMs, setAtMs] = useState(0);
  const [readMs, setReadMs] = useState<number | null>(null);
  const isPlaying = playingId.value === message.id;
  // Kept while it sounds: a renewed address would begin it again.
  const shown = useRef<string | null>(null);
  if (!isPlaying && atMs === 0) shown.current = link?.url ?? shown.current;
  useEffect(() => () => stopped(message.id), [message.id]);
  if (media?.state !== 'ready') return <MediaAbsence message={message} actions={actions} compact />;
  const durationMs = media.durationMs ?? readMs;
  const part = durationMs === null || durationMs === 0 ? 0 : Math.min(1, atMs / durationMs);
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (isPlaying) element.pause();
    else
      play(message.id, element).catch((error: unknown) =>
        toast('danger', error instanceof Error ? error.message : 'This recording cannot be played.'),
      );
  };
  const name = media.voice ? 'Voice message' : (media.filename ?? 'Audio');
  return (
    <fieldset class={styles.player} aria-label={name}>
      <button
        type="button"
        class={styles.toggle}
        aria-label={isPlaying ? 'Pause' : `Play ${name.toLowerCase()}`}
        disabled={shown.current === null}
        onClick={toggle}
      >
        <Icon icon={isPlaying ? Pause : Play} size={20} />
      </button>
      <div class={styles.track}>
        {media.waveform !== null && media.waveform.length > 0 ? (
          <div class={styles.wave} aria-hidden="true">
            {waveBars(media.waveform).map((height, index, bars) => (
              <span
                key={index}
                style={{ height: `${height}%` }}
                data-played={index / bars.length < part ? '' : undefined}
              />
            ))}
          </div>
        ) : (
          <div class={styles.line} aria-hidden="true">
            <span style={{ width: `${part * 100}%` }} />
          </div>
        )}
        <input
          class={styles.seek}
          type="range"
          min={0}
          max={Math.max(1, durationMs ?? 1)}
          step={100}
          value={atMs}
          aria-label="Position"
          aria-valuetext={`${durationText(atMs)} of ${durationText(durationMs ?? 0)}`}
          onInput={({ currentTarget }) => {
            const next = Number(currentTarget.value);
            setAtMs(next);
            if (audio.current !== null) audio.current.currentTime = next / 1_000;
          }}
        />
        <span class={styles.facts}>
          <span>{durationMs === null ? '–:––' : durationText(atMs > 0 ? atMs : durationMs)}</span>
          {!media.voice && <span class={styles.name}>{name}</span>}
        </span>
      </div>
      {isPlaying || atMs > 0 ? (
        <button type="button" class={styles.speed} onClick={nextSpeed} aria-label="Speed">
          {playbackSpeed.value}×
        </button>
      ) : (
        <span class={styles.badge} data-played={message.playedAtMs !== null ? '' : undefined}>
          <Icon icon={media.voice ? Mic : Music} size={17} />
        </span>
      )}
      {shown.current !== null && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- people's own recordings have no captions
        <audio
          ref={audio}
          src={shown.current}
          preload={media.durationMs === null ? 'metadata' : 'none'}
          onLoadedMetadata={({ currentTarget: { duration } }) =>
            setReadMs(Number.isFinite(duration) ? duration * 1_000 : null)
          }
          onTimeUpdate={({ currentTarget }) => setAtMs(currentTarget.currentTime * 1_000)}
          onPause={() => stopped(message.id)}
          onEnded={() => {
            stopped(message.id);
            setAtMs(0);
          }}
        />
      )}
    </fieldset>
  );
};
