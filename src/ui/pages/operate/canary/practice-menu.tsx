/** @file PracticeMenu: models that are bad on purpose, to see what a canary does with each. */
import { canaryText } from '../../../../messages/en/operate/canary'
import { BAD_MODELS } from '../../../../ops/scenario/conditions'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { useRunCommand } from '../../../studio-context'

const text = canaryText.practice

/** Each item saves such a model and makes it the challenger. */
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
