/** @file SpeedSelect: how fast virtual time passes, chosen. */
import { Select } from '../../../kit/select'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { speedOptions } from './speeds'

export function SpeedSelect() {
  const run = useRun()
  const speed = useOperate(({ clock }) => clock.speed)
  return (
    <Select
      label="How fast virtual time passes"
      layout="bare"
      value={String(speed)}
      options={speedOptions(speed)}
      onChange={(value) => run('service.speed', { speed: Number(value) })}
    />
  )
}
