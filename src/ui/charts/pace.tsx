/** @file Pace: the speed of training, from one step per second to as fast as possible, so that it can be watched. */
import { paceText as text } from '../../messages/en/train/transport'
import { Select } from '../kit/select'
import { useRunCommand, useSelect } from '../studio-context'

/** Steps per second. */
const PACES = [1, 4, 15, 60, 300]
const FULL = 'full'

export function Pace() {
  const run = useRunCommand()
  const pace = useSelect((state) => state.pace)
  const known = pace === null || PACES.includes(pace) ? PACES : [...PACES, pace]
  return (
    <Select
      label={text.label}
      layout="bare"
      value={pace === null ? FULL : String(pace)}
      options={[
        { value: FULL, title: text.full },
        ...known.map((stepsPerSecond) => ({ value: String(stepsPerSecond), title: text.steps({ stepsPerSecond }) })),
      ]}
      onChange={(next) => run('run.pace', next === FULL ? {} : { stepsPerSecond: Number(next) })}
    />
  )
}
