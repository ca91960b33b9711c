import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { FormDetail, FormLine } from './form-views.dto';
import { FormDetailDto, FormsPageDto, FormsQueryDto } from './form-views.dto';
import { FormViews } from './form.views';

@ApiTags('forms')
@Controller('v1/lead-forms')
export class FormViewsController {
  constructor(private readonly views: FormViews) {}

  @Get()
  @Requires('read', 'form')
  @Answers(200, FormsPageDto)
  list(@Query() query: FormsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<FormLine>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'form')
  @Versioned()
  @Answers(200, FormDetailDto)
  detail(@IdParam() formId: string, @CurrentPrincipal() by: Principal): Promise<FormDetail> {
    return this.views.detail(formId, by);
  }
}
