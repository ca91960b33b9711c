import { createZodDto } from 'nestjs-zod';
import { noticeChoicesAnswerSchema, setNoticeChoicesSchema } from '../notice-choices/notice-choices';

export class SetNoticeChoicesDto extends createZodDto(setNoticeChoicesSchema) {}
export class NoticeChoicesAnswerDto extends createZodDto(noticeChoicesAnswerSchema) {}
