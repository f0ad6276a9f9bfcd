/** @file SpeedSelect: a dropdown for selecting the playback speed. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Select } from '../../../kit/select'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { speedOptions } from './speed-options'

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
