/**
 * @file Exif orientation: how the camera was held when a JPEG was taken (Exif 2.3, tag 0x0112). 1 means upright; 5 to 8
 * mean rotated by a quarter turn.
 */

const TAG = 0x0112

/** Returns the orientation from an APP1 segment whose content starts at `at`; undefined if the segment has none. */
export function orientationOf(view: DataView, at: number): number | undefined {
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
