export function kindOf(mimeType: string): 'image' | 'video' | 'audio' | 'sticker' | 'document' {
  if (mimeType === 'image/webp') return 'sticker';
  if (mimeType.startsWith('image/')) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType.startsWith('audio/')) return 'audio';
  return 'document';
}

export function readStored(name: string): string | null {
  return sessionStorage.getItem(`phone.${name}`);
}

export function store(name: string, value: string | null): void {
  if (value !== null) sessionStorage.setItem(`phone.${name}`, value);
}
