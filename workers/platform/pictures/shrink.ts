/** Pixels as red, green, blue and opacity, row by row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * The picture with its longer side at most `maxSide` pixels, on white where it is transparent. Each new pixel is the
 * mean of those that it stands for.
 */
export function shrink({ data, width, height }: Pixels, maxSide: number): Pixels {
  const factor = Math.min(1, maxSide / Math.max(width, height));
  const toWidth = Math.max(1, Math.round(width * factor));
  const toHeight = Math.max(1, Math.round(height * factor));
  const small = new Uint8ClampedArray(toWidth * toHeight * 4);
  for (let y = 0; y < toHeight; y++) {
    const fromY = Math.floor((y * height) / toHeight);
    const untilY = Math.max(fromY + 1, Math.floor(((y + 1) * height) / toHeight));
    for (let x = 0; x < toWidth; x++) {
      const fromX = Math.floor((x * width) / toWidth);
      const untilX = Math.max(fromX + 1, Math.floor(((x + 1) * width) / toWidth));
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = fromY; row < untilY; row++) {
        for (let at = (row * width + fromX) * 4, end = (row * width + untilX) * 4; at < end; at += 4) {
          const opacity = (data[at + 3] ?? 0) / 255;
          const white = 255 * (1 - opacity);
          red += (data[at] ?? 0) * opacity + white;
          green += (data[at + 1] ?? 0) * opacity + white;
          blue += (data[at + 2] ?? 0) * opacity + white;
        }
      }
      const count = (untilY - fromY) * (untilX - fromX);
      small.set([red / count, green / count, blue / count, 255], (y * toWidth + x) * 4);
    }
  }
  return { data: small, width: toWidth, height: toHeight };
}
