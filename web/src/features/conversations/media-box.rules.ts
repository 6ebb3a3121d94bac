const WIDEST_PX = 320;
const TALLEST_PX = 340;
const NARROWEST_PX = 150;
const LOWEST_PX = 100;
const UNKNOWN = { width: 280, height: 210 };

/** The place that a picture takes in a bubble, known before it is loaded, so that nothing moves when it comes. */
export const mediaBox = (width: number | null, height: number | null): { width: number; height: number } => {
  if (width === null || height === null || width <= 0 || height <= 0) return UNKNOWN;
  const scale = Math.min(WIDEST_PX / width, TALLEST_PX / height, 1);
  return {
    width: Math.round(Math.max(NARROWEST_PX, width * scale)),
    height: Math.round(Math.max(LOWEST_PX, height * scale)),
  };
};

/** Up to this a bubble shows the picture itself, in bytes. Ours: a phone's thread holds dozens of them. */
const SHOWN_WHOLE_BYTES = 1_000_000;

/** Whether a picture is shown small until it is opened. */
export const isHeavyPicture = (sizeBytes: number | null): boolean =>
  sizeBytes !== null && sizeBytes > SHOWN_WHOLE_BYTES;
