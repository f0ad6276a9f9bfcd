/**
 * @file The exact CPU's kernels, in AssemblyScript: `run` goes through a recording as often as asked, without JavaScript in
 * between. Every sum has one order, every function is our own, and no instruction is relaxed: the same bits on every machine.
 */
import { Code } from '../training/cpu/records/codes'
import { activate } from './activate'
import { columnSum } from './column-sum'
import { frame } from './frame'
import { product } from './product'
import { HEAD } from './record'

/** Runs the records from `list` to `end`, `times` over. */
export function run(list: usize, end: usize, times: i32): void {
  for (let time = 0; time < times; time++) {
    for (let at = list; at < end; at += load<usize>(at, 4) << 2) {
      const record = at + HEAD
      switch (load<i32>(at)) {
        case Code.product:
          product(record)
          break
        case Code.frame:
          frame(record)
          break
        case Code.columnSum:
          columnSum(record)
          break
        case Code.activate:
          activate(record)
          break
        default:
          unreachable()
      }
    }
  }
}
