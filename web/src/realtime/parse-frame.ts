type Parsed<Frame> = { success: true; data: Frame } | { success: false };

/** A frame from text, or null: what cannot be understood is dropped, and the log fills the gap it leaves. */
export const parseFrame = <Frame>(text: string, parse: (json: unknown) => Parsed<Frame>): Frame | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = parse(json);
  return parsed.success ? parsed.data : null;
};
