/**
 * @file PlayScenarioButton: plays the scenario of the service. A service without a scenario first gets a ready-made
 * one.
 */
import { findScenario } from '../../../gallery/scenarios'
import { scenarioText as text } from '../../../messages/en/operate/scenario'
import { Button } from '../../kit/button'
import { useRunCommand } from '../../studio-context'
import { useScenario } from './dock/use-scenario'
import { useOperate } from './use-operate'

export interface PlayScenarioButtonProps {
  /** The ID of the scenario to set if the service has none. */
  readonly preset?: string
  /** The label of the button that sets this scenario; by default the title of the scenario. */
  readonly presetLabel?: string
}

/** The first step on an empty page in Operate. */
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
