/** @file The services that can be drawn for a model to begin with. */
export { exampleService } from './example-service'
export { routerService } from './router-service'
export { shadowService } from './shadow-service'
