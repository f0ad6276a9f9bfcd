/** Kills: eight of the seeded twenty, on a GPU whose process dies as well. */
import { killsTold } from './kills/sample'

killsTold('webgpu', { stories: 2, kills: 4 })
