/** @file GatherRows: the rows of this step's batch, either stored floats or bytes that a table maps. */
import { StepWord } from '../training/cpu/records/codes'
import { GatherRows } from './build/records'
import { int, address } from './read-record'
import { stepAt } from './step-constants'

export function gatherRows(record: usize): void {
  const source = address(record, GatherRows.source)
  const table = address(record, GatherRows.table)
  const rows = int(record, GatherRows.rows)
  const width = address(record, GatherRows.width)
  const first = address(stepAt(address(record, GatherRows.constants), address(record, GatherRows.state)), StepWord.first)
  const order = address(record, GatherRows.order) + (first << 2)
  let out = address(record, GatherRows.out)
  for (let i = 0; i < rows; i++, out += width << 2) {
    const row = load<usize>(order + (<usize>i << 2)) * width
    if (table) byTable(source + row, table, width, out)
    else memory.copy(out, source + (row << 2), width << 2)
  }
}

function byTable(bytes: usize, table: usize, width: usize, out: usize): void {
  const end = bytes + width
  for (; bytes + 4 <= end; bytes += 4, out += 16) {
    store<f32>(out, entry(table, load<u8>(bytes)))
    store<f32>(out, entry(table, load<u8>(bytes, 1)), 4)
    store<f32>(out, entry(table, load<u8>(bytes, 2)), 8)
    store<f32>(out, entry(table, load<u8>(bytes, 3)), 12)
  }
  for (; bytes < end; bytes++, out += 4) store<f32>(out, entry(table, load<u8>(bytes)))
}

// @ts-ignore: decorator
@inline
function entry(table: usize, byte: u8): f32 {
  return load<f32>(table + (<usize>byte << 2))
}
