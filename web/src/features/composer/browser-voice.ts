import type { OpenMicrophone, VoiceDevices } from './voice-recorder.ts';

/** What browsers can record, the best for WhatsApp first: Firefox, Chrome, Safari. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
const BITS_PER_SECOND = 32_000;

const unsupported = () => Object.assign(new Error('no recorder'), { name: 'NotSupportedError' });

async function openMicrophone(): Promise<OpenMicrophone> {
  // Both are missing in old browsers, and on addresses without https.
  if (typeof MediaRecorder === 'undefined' || !('mediaDevices' in navigator)) throw unsupported();
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (type === undefined) throw unsupported();
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const sound = new AudioContext();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
  const parts: Blob[] = [];
  let taken: (() => void) | null = null;
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) parts.push(data);
    taken?.();
    taken = null;
  });
  return {
    start: () => recorder.start(),
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    take: () =>
      new Promise((resolve) => {
        const give = () => resolve(new Blob(parts, { type: type.split(';')[0] ?? type }));
        if (recorder.state === 'inactive') {
          give();
          return;
        }
        taken = give;
        recorder.requestData();
      }),
    listen: () => {
      analyser.getByteTimeDomainData(samples);
      return samples;
    },
    close: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
      void sound.close();
    },
  };
}

/** This browser's microphone. */
export const browserVoice: VoiceDevices = {
  open: openMicrophone,
  nowMs: () => performance.now(),
  everyMs: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
  previewOf: (body) => URL.createObjectURL(body),
  forgetPreview: (url) => URL.revokeObjectURL(url),
};
