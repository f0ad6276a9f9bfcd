/**
 * @file Image headers: the size and properties of an image file, parsed before decoding so that oversized images are
 * never decoded. PNG: W3C PNG, 11.2.2. JPEG: ITU T.81, B.2.2. WebP: RFC 9649. GIF: GIF89a, 18. BMP: its
 * BITMAPINFOHEADER.
 */

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp'

export interface ImageHeader {
  readonly format: ImageFormat
  /** The displayed width, after applying the Exif orientation. */
  readonly width: number
  readonly height: number
  /** Whether the file stores only grayscale values. */
  readonly isGray: boolean
  readonly isAnimated: boolean
  /** Whether the displayed image is rotated or mirrored relative to the file. */
  readonly isRotated?: boolean
  /** Why the image cannot be read although its header is valid. */
  readonly fault?: 'deep' | 'cmyk'
}

/** Parses the header of an image; undefined if the format is unknown. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (imageFormat(bytes)) {
    case 'png':
      return bytes.length < 33 ? undefined : readPng(view)
    case 'jpeg':
      return readJpeg(view)
    case 'webp':
      return bytes.length < 30 ? undefined : readWebp(view)
    case 'gif':
      return bytes.length < 13
        ? undefined
        : {
            format: 'gif',
            width: view.getUint16(6, true),
            height: view.getUint16(8, true),
            isGray: false,
            isAnimated: isAnimatedGif(bytes),
          }
    case 'bmp':
      return bytes.length < 30 ? undefined : readBmp(view)
    default:
      return undefined
  }
}

/** Detects the format from the first bytes. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const startsWith = (...signature: readonly number[]) => signature.every((byte, i) => bytes[i] === byte)
  if (startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (startsWith(0xff, 0xd8, 0xff)) return 'jpeg'
  if (startsWith(0x47, 0x49, 0x46, 0x38)) return 'gif'
  if (startsWith(0x52, 0x49, 0x46, 0x46) && letters(bytes, 8) === 'WEBP') return 'webp'
  return startsWith(0x42, 0x4d) && bytes[6] === 0 && bytes[7] === 0 ? 'bmp' : undefined
}

function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function readPng(view: DataView): ImageHeader | undefined {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  if (letters(bytes, 12) !== 'IHDR') return undefined
  const color = view.getUint8(25)
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    isGray: color === 0 || color === 4,
    isAnimated: pngChunks(bytes).includes('acTL'),
    ...(view.getUint8(24) === 16 ? { fault: 'deep' } : {}),
  }
}

/** Returns the types of the complete chunks, in order. An incomplete last chunk is included only if it is acTL. */
export function pngChunks(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kinds: string[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    // In a partial file, the type of the last chunk may be available without the chunk's content.
    const kind = letters(bytes, at + 4)
    if (end > bytes.length) return kind === 'acTL' ? [...kinds, kind] : kinds
    kinds.push(kind)
    at = end
  }
  return kinds
}

function readJpeg(view: DataView): ImageHeader | undefined {
  let orientation = 1
  let at = 2
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    // Skip padding bytes and markers without content.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (isFrame(marker)) return readFrame(view, at, orientation)
    else {
      if (marker === 0xe1) orientation = orientationOf(view, at + 4) ?? orientation
      at += 2 + view.getUint16(at + 2)
    }
  }
  return undefined
}

/** Whether a JPEG marker is one of the frame markers SOF0 to SOF15, excluding the table markers in this range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function readFrame(view: DataView, at: number, orientation: number): ImageHeader | undefined {
  if (at + 10 > view.byteLength) return undefined
  const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
  const components = view.getUint8(at + 9)
  const fault = view.getUint8(at + 4) > 8 ? 'deep' : components === 4 ? 'cmyk' : undefined
  const quarter = orientation >= 5
  return {
    format: 'jpeg',
    width: quarter ? height : width,
    height: quarter ? width : height,
    isGray: components === 1,
    isAnimated: false,
    isRotated: orientation !== 1,
    ...(fault ? { fault } : {}),
  }
}

function readWebp(view: DataView): ImageHeader | undefined {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  const common = { format: 'webp', isGray: false, isAnimated: false } as const
  switch (letters(bytes, 12)) {
    case 'VP8X': {
      const three = (at: number) => 1 + (view.getUint16(at, true) | (view.getUint8(at + 2) << 16))
      return { ...common, width: three(24), height: three(27), isAnimated: (view.getUint8(20) & 2) !== 0 }
    }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { ...common, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
    }
    case 'VP8 ':
      return { ...common, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return undefined
  }
}

/** Whether a GIF has a second frame in the bytes that are available. */
function isAnimatedGif(bytes: Uint8Array): boolean {
  const palette = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + palette(bytes[10] ?? 0)
  let frames = 0
  while (at < bytes.length && frames < 2) {
    const kind = bytes[at]
    if (kind === 0x2c) {
      frames++
      at += 11 + palette(bytes[at + 9] ?? 0)
    } else if (kind === 0x21) at += 2
    else break
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] as number)
    at++
  }
  return frames > 1
}

function readBmp(view: DataView): ImageHeader | undefined {
  if (view.getUint32(14, true) < 40) return undefined
  const [width, height] = [view.getInt32(18, true), view.getInt32(22, true)]
  // A negative height means that the rows are stored from top to bottom.
  return width > 0 && height !== 0
    ? { format: 'bmp', width, height: Math.abs(height), isGray: false, isAnimated: false }
    : undefined
}

const TAG = 0x0112

/** Returns the orientation from an APP1 segment whose content starts at `at`; undefined if the segment has none. */
function orientationOf(view: DataView, at: number): number | undefined {
  const fits = (from: number, length: number) => from >= 0 && from + length <= view.byteLength
  if (!fits(at, 14) || view.getUint32(at) !== 0x45786966 || view.getUint16(at + 4) !== 0) return undefined
  const tiff = at + 6
  const little = view.getUint16(tiff) === 0x4949
  const list = tiff + view.getUint32(tiff + 4, little)
  if (!fits(list, 2)) return undefined
  const count = view.getUint16(list, little)
  for (let i = 0; i < count; i++) {
    const entry = list + 2 + 12 * i
    if (!fits(entry, 12)) return undefined
    if (view.getUint16(entry, little) !== TAG) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}
