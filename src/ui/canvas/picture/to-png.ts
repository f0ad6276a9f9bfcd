/** @file toPng: an SVG as pixels, three to a canvas pixel so that it prints sharp, fewer where the browser could not hold them. */

const SCALE = 3
/** Side and area that every browser's canvas takes, in pixels. */
const LONGEST = 16_000
const MOST = 64_000_000

/** How many pixels a pixel of the canvas gets, for a picture of this size. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SCALE, LONGEST / Math.max(width, height), Math.sqrt(MOST / (width * height)))
}

/** The bytes of the PNG. Rejects where the browser cannot draw it. */
export async function toPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const { naturalWidth: width, naturalHeight: height } = image
    const scale = scaleFor(width, height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('The browser could not make a picture of this size.')
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}
