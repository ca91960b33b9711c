import { ChangeFeed } from './change-feed';
import { ChangeStreams } from './change-streams';
import { TaskChangesController } from './task-changes.controller';
import { TaskChangesViews } from './task-changes.views';

export const taskChangesProviders = [TaskChangesViews, ChangeFeed, ChangeStreams];
export const taskChangesControllers = [TaskChangesController];
