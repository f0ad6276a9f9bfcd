/**
 * @file svgToPng: renders an SVG as a PNG with three pixels per canvas pixel for sharp print, or fewer where browser
 * limits require it.
 */

const SCALE = 3
/** Maximum canvas side and area, in pixels, that every browser supports. */
const MAX_SIDE = 16_000
const MAX_AREA = 64_000_000

/** The number of PNG pixels per SVG pixel for an image of this size. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SCALE, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)))
}

/** Returns the bytes of the PNG. Rejects if the browser cannot render the image. */
export async function svgToPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
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
