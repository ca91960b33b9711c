import { ChangeGroupCommand } from '../change-group/change-group.command';
import { ChangeGroupController } from '../change-group/change-group.controller';
import { ChangeGroupMembersCommand } from '../change-group-members/change-group-members.command';
import { ChangeGroupMembersController } from '../change-group-members/change-group-members.controller';
import { GroupsController } from '../group-views/groups.controller';
import { GroupsViews } from '../group-views/groups.views';
import { MakeGroupCommand } from '../make-group/make-group.command';
import { MakeGroupController } from '../make-group/make-group.controller';
import { RemoveGroupCommand } from '../remove-group/remove-group.command';
import { RemoveGroupController } from '../remove-group/remove-group.controller';
import { GroupRepository } from './group.repository';

export const groupControllers = [GroupsController, MakeGroupController, ChangeGroupController, ChangeGroupMembersController, RemoveGroupController];
export const groupProviders = [GroupRepository, GroupsViews, MakeGroupCommand, ChangeGroupCommand, ChangeGroupMembersCommand, RemoveGroupCommand];
