/** @file PlayScenarioButton: plays the scenario of the service. A service without one first gets a ready-made scenario. */
import { findScenario } from '../../../gallery/scenarios'
import { scenarioText as text } from '../../../messages/en/operate/scenario'
import { Button } from '../../kit/button'
import { useRunCommand } from '../../studio-context'
import { useScenario } from './dock/use-scenario'
import { useOperate } from './use-operate'

export interface PlayScenarioButtonProps {
  /** The id of the scenario that a service without one gets. */
  readonly preset?: string
  /** The label of the button that sets this scenario; by default its title. */
  readonly presetLabel?: string
}

/** The first step on an empty page of Operate. */
export function PlayScenarioButton({ preset = 'usual', presetLabel }: PlayScenarioButtonProps) {
  const run = useRunCommand()
  const isEmpty = useScenario().events.length === 0
  const opening = useOperate(({ serving }) => serving.tag === 'opening')
  const playing = useOperate(({ clock }) => clock.playing)
  if (isEmpty)
    return (
      <Button tone="primary" onClick={() => run('scenario.preset', { preset })}>
        {presetLabel ?? findScenario(preset)?.title}
      </Button>
    )
  return (
    <Button tone="primary" icon="play" disabled={opening || playing} onClick={() => run('service.play')}>
      {playing ? text.playing : text.play}
    </Button>
  )
}
