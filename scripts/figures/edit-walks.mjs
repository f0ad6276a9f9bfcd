/**
 * @file Random sequences of all kinds of edits; after each step it checks undo, redo, file round trips, and the
 * incremental check.
 */
import { withModules } from './modules.mjs'

const WALKS = 1000
const STEPS = 40

export const editWalks = {
  name: 'edit-walks',
  title: `${WALKS} random sequences of ${STEPS} edits: undo and redo, file and clipboard round trips, incremental check`,
  goal: 'no difference',
  async take() {
    return withModules(async (load) => {
      const { editWalk } = await load('/src/studio/testing/edit-walk.ts')
      const failed = []
      const kinds = new Set()
      let [changes, refused, drawings] = [0, 0, 0]
      for (let seed = 1; seed <= WALKS; seed++) {
        try {
          const walk = await editWalk(seed, STEPS)
          refused += walk.refused
          drawings += walk.drawings
          for (const [what, times] of walk.done) {
            kinds.add(what.includes('.') ? what : `edit ${what}`)
            changes += times
          }
        } catch (error) {
          failed.push(error.message)
          console.log(error.message)
        }
      }
      const count = (n) => n.toLocaleString('en-US')
      const said = `${failed.length === 0 ? 'none' : `${failed.length} sequences`} differ; ${count(changes)} changes of ${kinds.size} kinds, ${count(drawings)} networks, ${count(refused)} refusals that changed nothing`
      return {
        said,
        reached: failed.length === 0,
        changes,
        kinds: kinds.size,
        drawings,
        refused,
        failed: failed.length,
      }
    })
  },
}
