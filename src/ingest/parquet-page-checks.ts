/**
 * @file Parquet page checks: validates the page headers before hyparquet reads them, because hyparquet trusts the
 * headers and a damaged one could make it loop forever.
 */
import type { AsyncBuffer, RowGroup } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { parquetHeader } from 'hyparquet/src/column.js'
import { decompressPage } from 'hyparquet/src/datapage.js'
import { checkIndices, checkLevels } from './parquet-run-checks'

/**
 * Throws if a page of these columns has an impossible header. `columns` specifies for each column whether it can
 * contain nulls.
 */
export async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  columns: ReadonlyMap<string, 'gaps' | 'no gaps'>,
): Promise<void> {
  for (const { meta_data: column } of group.columns) {
    const gaps = columns.get(column?.path_in_schema[0] ?? '')
    if (!column || !gaps) continue
    // A dictionary page comes before the data pages of its column.
    const start = Number(column.dictionary_page_offset ?? column.data_page_offset)
    const from = Math.min(start, Number(column.data_page_offset))
    const bytes = await file.slice(from, from + Number(column.total_compressed_size))
    const reader = { view: new DataView(bytes), offset: 0 }
    while (reader.offset < bytes.byteLength - 1) {
      const header = parquetHeader(reader)
      const { compressed_page_size: packed, uncompressed_page_size: size } = header
      const { data_page_header: data, data_page_header_v2: data2, dictionary_page_header: dictionary } = header
      const levels = data2 ? [data2.repetition_levels_byte_length, data2.definition_levels_byte_length] : []
      const values = [data?.num_values, data2?.num_values, data2?.num_nulls, data2?.num_rows, dictionary?.num_values]
      const max = Math.max(Number(group.num_rows), Number(column.num_values))
      const isValid =
        isUpTo(packed, bytes.byteLength - reader.offset) &&
        isUpTo(size, Number(column.total_uncompressed_size)) &&
        levels.every((length) => isUpTo(length, packed)) &&
        values.every((count) => count === undefined || isUpTo(count, max))
      if (!isValid || !(data || data2 || dictionary)) throw new Error('the header of a page says what cannot be')
      const page = new Uint8Array(bytes, reader.offset, packed)
      const unpacked = (part: Uint8Array, length: number) => decompressPage(part, length, column.codec, compressors)
      if (data) {
        const whole = unpacked(page, size)
        checkIndices(whole, data, gaps === 'gaps' ? checkLevels(whole, data, 0) : 0)
      }
      if (data2) {
        const before = data2.repetition_levels_byte_length
        const start = before + data2.definition_levels_byte_length
        if (gaps === 'gaps') checkLevels(page, data2, before, data2.definition_levels_byte_length)
        const rest = page.subarray(start)
        checkIndices(data2.is_compressed === false ? rest : unpacked(rest, size - start), data2, 0)
      }
      reader.offset += packed
    }
  }
}

function isUpTo(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max
}
