/** @file Update: updates the weights by the rule of an optimizer, span by span. */
import { Span, StepWord } from '../training/cpu/records/codes'
import { Update } from './build/records'
import { applyRule } from './build/optimizers'
import { address, float, int } from './read-record'
import { stepAt } from './step-constants'

export function update(record: usize): void {
  const step = stepAt(address(record, Update.constants), address(record, Update.state))
  if (float(step, StepWord.update) == 0) return
  const spans = address(record, Update.spans)
  const share = float(step, StepWord.share)
  const limit = float(record, Update.limit)
  for (let i = 0; i < int(record, Update.spanCount); i++) {
    const span = spans + <usize>(i * Span.count * 4)
    const square = address(span, Span.square)
    let factor: f32 = 1
    if (square) {
      const norm = sqrt<f32>(load<f32>(square)) * share
      if (norm > limit) factor = limit / norm
    }
    applyRule(int(record, Update.rule), record, step, int(span, Span.first), int(span, Span.size), share, factor)
  }
}
