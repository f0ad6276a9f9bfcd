/** @file SpeedSelect: a dropdown for selecting the playback speed. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Select } from '../../../kit/select'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { SPEEDS } from '../../../../ops/simulated-clock'

export function SpeedSelect() {
  const run = useRunCommand()
  const speed = useOperate(({ clock }) => clock.speed)
  return (
    <Select
      label={text.speed.label}
      layout="bare"
      value={String(speed)}
      options={speedOptions(speed)}
      onChange={(value) => run('service.speed', { speed: Number(value) })}
    />
  )
}

/** The usual speeds, plus the current speed if it is not among them. Speeds are in simulated ms per real ms. */
function speedOptions(speed: number): readonly { readonly value: string; readonly title: string }[] {
  return [...new Set<number>([...SPEEDS, speed])]
    .toSorted((a, b) => a - b)
    .map((one) => ({ value: String(one), title: text.speed.option({ speed: one }) }))
}
