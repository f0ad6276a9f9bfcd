/**
 * @file PlayScenarioButton: plays the service's scenario. If the service has none, a ready-made scenario is loaded
 * first.
 */
import { findScenario } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { useScenario } from './use-scenario'

export interface PlayScenarioButtonProps {
  /** The ID of the scenario to load if the service has none. */
  readonly preset?: string
  /** The label of the button when it loads this scenario; defaults to the title of the scenario. */
  readonly presetLabel?: string
}

/** A button offered as the first step on an empty Operate page. */
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
