/** @file SpeedSelect: chooses the playback speed. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Select } from '../../../kit/select'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { speedOptions } from './speeds'

export function SpeedSelect() {
  const run = useRun()
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
