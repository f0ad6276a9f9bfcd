/** @file PracticeMenu: deliberately bad models, for seeing how a canary handles each of them. */
import { canaryText } from '../../../../messages/en/operate/canary'
import { BAD_MODELS } from '../../../../ops/scenario/simulated-conditions'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { useRunCommand } from '../../../studio-context'

const text = canaryText.practice

/** A menu whose items each save a bad model and make it the challenger. */
export function PracticeMenu() {
  const run = useRunCommand()
  return (
    <Menu
      trigger={<Button icon="model">{text.menu}</Button>}
      items={BAD_MODELS.map((kind) => ({
        ...text.kinds[kind],
        onSelect: () => run('canary.practice', { kind }),
      }))}
    />
  )
}
