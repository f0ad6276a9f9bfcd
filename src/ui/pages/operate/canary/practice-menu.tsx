/** @file PracticeMenu: models that are bad on purpose, to see what a canary does with each. */
import { BAD_MODELS, type BadModel } from '../../../../ops/scenario/conditions'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { useRun } from '../../../studio-context'

const ABOUT: { readonly [B in BadModel]: string } = {
  'wrong scaling':
    'Nobody scaled what it is fed: numbers come as they are, pixels from -1 to 1 where the network learnt 0 to 1',
  'permuted classes': 'Each answer is told as the next class',
  slow: 'It asks its network twenty times for each answer',
  'NaN in a corner': 'No number comes out where inputs are near the end of their range',
  'worse for one slice': 'It is wrong for the smallest slice, and as good elsewhere',
}

/** Each makes itself the challenger. */
export function PracticeMenu() {
  const run = useRun()
  return (
    <Menu
      trigger={<Button icon="model">Practice model…</Button>}
      items={BAD_MODELS.map((kind) => ({
        title: kind.charAt(0).toUpperCase() + kind.slice(1),
        about: ABOUT[kind],
        onSelect: () => run('canary.bad', { kind }),
      }))}
    />
  )
}
